package dev.weir.app.config.bind;

import java.util.regex.Pattern;

/** How pieces of a file are shown to people: on one line, short, without passwords. */
final class Shown {
  private static final int LONGEST = 80;

  /** What may be the user information of a URL whose rest was cut off. */
  private static final Pattern CUT_URL = Pattern.compile("://[^\\s\"']*$");

  private Shown() {}

  /** A value on one line, in quotes where its ends would not be seen otherwise. */
  static String value(String text) {
    return value(text, false);
  }

  /** A value as it was written. */
  static String value(String text, boolean quoted) {
    boolean cut = text.codePointCount(0, text.length()) > LONGEST;
    String kept = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) : text;
    String line = printable(withoutPasswords(kept));
    if (cut) {
      // What is cut off may have held the sign that ends a password.
      line = CUT_URL.matcher(line).replaceFirst("://") + "…";
    }
    return quoted || line.isEmpty() || !line.equals(line.strip()) ? '"' + line + '"' : line;
  }

  /** Each control or invisible character becomes one visible one. */
  static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean visible =
                  switch (Character.getType(c)) {
                    case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED ->
                        false;
                    default -> true;
                  };
              line.appendCodePoint(visible ? c : c == '\t' ? ' ' : '·');
            });
    return line.toString();
  }

  /**
   * Stars, as many, in place of the user information of URLs: all before the last at sign, whatever
   * a password has in it. One pass, because a line may be as long as a file.
   */
  static String withoutPasswords(String text) {
    if (text.indexOf('@') < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text);
    int information = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'' || Character.isWhitespace(c)) {
        information = -1;
      } else if (information < 0) {
        information = text.startsWith("://", i) ? i + 3 : -1;
      } else if (c == '@') {
        while (information < i) {
          masked.setCharAt(information++, '*');
        }
      }
    }
    return masked.toString();
  }
}
