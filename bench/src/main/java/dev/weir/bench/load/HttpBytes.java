package dev.weir.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * As much of HTTP/1.1 as the bench's own client and node need to frame messages of known length.
 * Allocates nothing, so that the client's figures hold no garbage collection of its own.
 */
final class HttpBytes {
  private static final byte[] CONTENT_LENGTH =
      "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  private HttpBytes() {}

  /** Index after the blank line that ends the head, or -1 if it has not come yet. */
  static int headEnd(byte[] bytes, int limit) {
    for (int i = 3; i < limit; i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  /** The three digits of a status line. */
  static int status(byte[] bytes) {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
  }

  /** The head's Content-Length, or -1 if it has none. */
  static long contentLength(byte[] bytes, int headEnd) {
    for (int i = 0; i + CONTENT_LENGTH.length < headEnd; i++) {
      if (isContentLengthAt(bytes, i)) {
        return number(bytes, i + CONTENT_LENGTH.length);
      }
    }
    return -1;
  }

  private static boolean isContentLengthAt(byte[] bytes, int start) {
    for (int i = 0; i < CONTENT_LENGTH.length; i++) {
      byte b = bytes[start + i];
      byte lower = b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
      if (lower != CONTENT_LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(byte[] bytes, int start) {
    int i = start;
    while (bytes[i] == ' ') {
      i++;
    }
    long value = 0;
    while (bytes[i] >= '0' && bytes[i] <= '9') {
      value = value * 10 + (bytes[i++] - '0');
    }
    return value;
  }
}
