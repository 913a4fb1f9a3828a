package dev.weir.gateway.http;

import org.jspecify.annotations.Nullable;

/** What the fields of framing and connection say, and whether they say it without contradiction. */
final class FieldMeaning {
  /** Lengths above this overflow when counted. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private FieldMeaning() {}

  /** Takes one field as it is parsed. */
  static @Nullable Malformed take(Head head, Field kind, int from, int to) {
    return switch (kind) {
      case CONTENT_LENGTH -> contentLength(head, from, to);
      case TRANSFER_ENCODING -> transferEncoding(head, from, to);
      case EXPECT -> {
        head.expectsContinue |= Syntax.spells(head.bytes, from, to, "100-continue");
        yield null;
      }
      case OTHER, HOST, AUTHORIZATION, CONNECTION, HOP_BY_HOP -> null;
    };
  }

  /** Checks a request's head as a whole. */
  static @Nullable Malformed ofRequest(Head head) {
    if (!Target.hasSoundAuthority(head)) {
      return Malformed.TARGET;
    }
    Malformed found = host(head);
    return found != null ? found : ofMessage(head);
  }

  /** Checks a response's head as a whole. */
  static @Nullable Malformed ofResponse(Head head) {
    return ofMessage(head);
  }

  private static @Nullable Malformed ofMessage(Head head) {
    if (head.chunked && head.contentLength >= 0) {
      return Malformed.LENGTH_AND_CHUNKED;
    }
    if (head.chunked && head.isOld()) {
      return Malformed.TRANSFER_ENCODING_OLD;
    }
    return head.hasHopByHop() ? connection(head) : null;
  }

  private static @Nullable Malformed contentLength(Head head, int from, int to) {
    if (head.contentLength >= 0 || from == to || to - from > MAX_LENGTH_DIGITS) {
      return Malformed.CONTENT_LENGTH;
    }
    long length = 0;
    for (int i = from; i < to; i++) {
      int digit = head.bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Malformed.CONTENT_LENGTH;
      }
      length = length * 10 + digit;
    }
    head.contentLength = length;
    return null;
  }

  private static @Nullable Malformed transferEncoding(Head head, int from, int to) {
    if (head.chunked || !Syntax.spells(head.bytes, from, to, "chunked")) {
      return Malformed.TRANSFER_ENCODING;
    }
    head.chunked = true;
    return null;
  }

  private static @Nullable Malformed host(Head head) {
    int hosts = 0;
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.kind(i) == Field.HOST) {
        hosts++;
        for (int at = head.valueStart(i); at < head.valueEnd(i); at++) {
          if (!Syntax.isHost(head.bytes[at])) {
            return Malformed.HOST;
          }
        }
      }
    }
    return hosts == 1 || (hosts == 0 && head.isOld()) ? null : Malformed.HOST;
  }

  private static @Nullable Malformed connection(Head head) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.kind(i) == Field.CONNECTION) {
        Malformed found = options(head, head.valueStart(i), head.valueEnd(i));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Malformed options(Head head, int from, int to) {
    int at = from;
    while (at < to) {
      int start = at;
      while (at < to && head.bytes[at] != ',') {
        at++;
      }
      int end = at++;
      while (start < end && (head.bytes[start] == ' ' || head.bytes[start] == '\t')) {
        start++;
      }
      while (end > start && (head.bytes[end - 1] == ' ' || head.bytes[end - 1] == '\t')) {
        end--;
      }
      if (start < end) {
        Malformed found = option(head, start, end);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Malformed option(Head head, int start, int end) {
    if (Syntax.spells(head.bytes, start, end, "close")) {
      head.keepAlive = false;
      return null;
    }
    if (Syntax.spells(head.bytes, start, end, "keep-alive")) {
      head.keepAlive |= head.isOld();
      return null;
    }
    for (int i = start; i < end; i++) {
      if (!Syntax.isToken(head.bytes[i])) {
        return Malformed.CONNECTION;
      }
    }
    for (int i = 0; i < head.fieldCount(); i++) {
      if (sameName(head, i, start, end)) {
        // A client could otherwise have a field of meaning taken out on its way to the node.
        boolean meaning =
            switch (head.kind(i)) {
              case HOST, CONTENT_LENGTH, TRANSFER_ENCODING, AUTHORIZATION, EXPECT -> true;
              case OTHER, CONNECTION, HOP_BY_HOP -> false;
            };
        if (meaning) {
          return Malformed.CONNECTION;
        }
        head.markHopByHop(i);
      }
    }
    return null;
  }

  private static boolean sameName(Head head, int field, int start, int end) {
    int from = head.nameStart(field);
    if (head.nameEnd(field) - from != end - start) {
      return false;
    }
    for (int i = 0; i < end - start; i++) {
      if ((head.bytes[from + i] | 0x20) != (head.bytes[start + i] | 0x20)) {
        return false;
      }
    }
    return true;
  }
}
