package dev.weir.search.trim;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A name as it is meant, of one that is written with escapes: rare, and so made as a string. */
final class Unescaped {
  private Unescaped() {}

  static byte[] of(byte[] bytes, int from, int to) {
    String written = new String(bytes, from, to - from, UTF_8);
    StringBuilder meant = new StringBuilder(written.length());
    int i = 0;
    while (i < written.length()) {
      char each = written.charAt(i++);
      if (each != '\\' || i == written.length()) {
        meant.append(each);
        continue;
      }
      char escaped = written.charAt(i++);
      switch (escaped) {
        case 'b' -> meant.append('\b');
        case 'f' -> meant.append('\f');
        case 'n' -> meant.append('\n');
        case 'r' -> meant.append('\r');
        case 't' -> meant.append('\t');
        case 'u' -> {
          int end = Math.min(i + 4, written.length());
          int unit = 0;
          for (; i < end; i++) {
            unit = unit << 4 | Math.max(0, Character.digit(written.charAt(i), 16));
          }
          meant.append((char) unit);
        }
        default -> meant.append(escaped);
      }
    }
    return meant.toString().getBytes(UTF_8);
  }
}
