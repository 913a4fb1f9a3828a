package dev.weir.search.profile;

import dev.weir.search.json.Hashing;

/** The shape of a script: its text without its numbers, its texts in quotes and its blanks. */
final class ScriptShape {
  private ScriptShape() {}

  static long of(byte[] bytes, int from, int to) {
    long print = 17;
    int i = from;
    while (i < to) {
      byte each = bytes[i];
      if (each == '\'' || each == '"') {
        i = behind(bytes, i, to);
        print = Hashing.mix(print, '"');
      } else if (isDigit(each) && !isOfName(bytes, i - 1, from)) {
        while (i < to && (isDigit(bytes[i]) || bytes[i] == '.')) {
          i++;
        }
        print = Hashing.mix(print, '0');
      } else {
        if (each > ' ' || each < 0) {
          print = Hashing.mix(print, each);
        }
        i++;
      }
    }
    return print;
  }

  private static int behind(byte[] bytes, int open, int to) {
    int i = open + 1;
    while (i < to && bytes[i] != bytes[open]) {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, to);
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }

  private static boolean isOfName(byte[] bytes, int at, int from) {
    return at >= from && (bytes[at] == '_' || Character.isLetterOrDigit(bytes[at] & 0xff));
  }
}
