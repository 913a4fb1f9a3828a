package dev.weir.gateway.http;

import java.nio.charset.StandardCharsets;

/** Where the path stands in a request's target, whichever form the target has (RFC 9112 §3.2). */
public final class Target {
  private Target() {}

  /**
   * First byte of the path. The authority of an absolute-form target is skipped; a target without a
   * leading slash, which some clients send and nodes take, begins with its path.
   */
  public static int pathStart(Head head) {
    int authority = authorityStart(head);
    if (authority < 0) {
      return head.targetStart;
    }
    int at = authority;
    while (at < head.targetEnd && head.bytes[at] != '/' && head.bytes[at] != '?') {
      at++;
    }
    return at;
  }

  /** Whether the target is a whole URL. */
  public static boolean isAbsolute(Head head) {
    return authorityStart(head) >= 0;
  }

  /** The authority of an absolute-form target. */
  public static String authority(Head head) {
    int from = authorityStart(head);
    return new String(head.bytes, from, pathStart(head) - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether what an absolute-form target names as its host can be sent as one. */
  static boolean hasSoundAuthority(Head head) {
    int from = authorityStart(head);
    if (from < 0) {
      return true;
    }
    int to = pathStart(head);
    for (int i = from; i < to; i++) {
      if (!Syntax.isHost(head.bytes[i])) {
        return false;
      }
    }
    return to > from;
  }

  /** After the path: at the {@code ?}, or at the target's end. */
  public static int pathEnd(Head head, int pathStart) {
    int at = pathStart;
    while (at < head.targetEnd && head.bytes[at] != '?') {
      at++;
    }
    return at;
  }

  private static int authorityStart(Head head) {
    int from = head.targetStart;
    if (from < head.targetEnd && head.bytes[from] == '/') {
      return -1;
    }
    int length = startsWith(head, "http://") ? 7 : startsWith(head, "https://") ? 8 : 0;
    return length == 0 ? -1 : from + length;
  }

  private static boolean startsWith(Head head, String word) {
    int from = head.targetStart;
    return head.targetEnd - from >= word.length()
        && Syntax.spells(head.bytes, from, from + word.length(), word);
  }
}
