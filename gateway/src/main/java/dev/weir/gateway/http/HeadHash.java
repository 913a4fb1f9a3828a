package dev.weir.gateway.http;

import java.nio.charset.StandardCharsets;

/** Hashes of parts of a head, without making objects of them: FNV-1a, 64 bits. */
public final class HeadHash {
  /** The hash of nothing. */
  public static final long EMPTY = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private HeadHash() {}

  /** Of the target without its query, from where the path begins. */
  public static long path(Head head, int pathStart) {
    return of(head.bytes, pathStart, Target.pathEnd(head, pathStart));
  }

  /** Of the target with its query, from where the path begins. */
  public static long target(Head head, int pathStart) {
    return of(head.bytes, pathStart, head.targetEnd);
  }

  /** Of the value of the first field of a name; {@link #EMPTY} if there is none. */
  public static long field(Head head, String name) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.isNamed(i, name)) {
        return of(head.bytes, head.valueStart(i), head.valueEnd(i));
      }
    }
    return EMPTY;
  }

  /** Of a text, as of the same characters in a head. */
  public static long of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return of(bytes, 0, bytes.length);
  }

  /** Of bytes. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = EMPTY;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return hash;
  }
}
