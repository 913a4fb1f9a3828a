package dev.weir.gateway.http;

/** The header fields that Weir itself must know; all others are {@link #OTHER}. */
enum Field {
  OTHER,
  HOST,
  CONTENT_LENGTH,
  TRANSFER_ENCODING,
  EXPECT,
  AUTHORIZATION,
  CONNECTION,
  /** Belongs to one connection only, and is not passed on (RFC 9110 §7.6.1). */
  HOP_BY_HOP;

  /** Tells the field by its name; allocates nothing. */
  static Field of(byte[] bytes, int start, int end) {
    return switch (end - start) {
      case 2 -> is(bytes, start, end, "te", HOP_BY_HOP);
      case 4 -> is(bytes, start, end, "host", HOST);
      case 6 -> is(bytes, start, end, "expect", EXPECT);
      case 7 -> is(bytes, start, end, "upgrade", HOP_BY_HOP);
      case 10 ->
          (bytes[start] | 0x20) == 'c'
              ? is(bytes, start, end, "connection", CONNECTION)
              : is(bytes, start, end, "keep-alive", HOP_BY_HOP);
      case 13 -> is(bytes, start, end, "authorization", AUTHORIZATION);
      case 14 ->
          (bytes[start] | 0x20) == 'c'
              ? is(bytes, start, end, "content-length", CONTENT_LENGTH)
              : is(bytes, start, end, "http2-settings", HOP_BY_HOP);
      case 16 -> is(bytes, start, end, "proxy-connection", HOP_BY_HOP);
      case 17 -> is(bytes, start, end, "transfer-encoding", TRANSFER_ENCODING);
      default -> OTHER;
    };
  }

  private static Field is(byte[] bytes, int start, int end, String word, Field field) {
    return Syntax.spells(bytes, start, end, word) ? field : OTHER;
  }
}
