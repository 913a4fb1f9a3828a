package dev.weir.search.json;

/** UTF-8, as strictly as Jackson, which the engines read JSON with, looks at it. */
final class Utf8 {
  private Utf8() {}

  /** How many bytes follow a lead byte; -1 if it leads nothing. */
  static int following(int lead) {
    int value = lead & 0xff;
    return value < 0xc0 ? -1 : value < 0xe0 ? 1 : value < 0xf0 ? 2 : value < 0xf8 ? 3 : -1;
  }

  static boolean follows(byte each) {
    return (each & 0xc0) == 0x80;
  }
}
