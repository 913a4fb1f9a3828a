package dev.weir.app.config.bind;

import java.util.regex.Pattern;

/** How pieces of a file are shown to people: on one line, short, without passwords. */
final class Shown {
  private static final int LONGEST = 80;

  /** User information in a URL: all before the last at sign, whatever a password has in it. */
  private static final Pattern USER_INFORMATION = Pattern.compile("://[^\\s\"']{0,256}@");

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

  /** Stars, as many, in place of each password in a URL. */
  static String withoutPasswords(String text) {
    return text.contains("@")
        ? USER_INFORMATION
            .matcher(text)
            .replaceAll(found -> "://" + "*".repeat(found.group().length() - 4) + "@")
        : text;
  }
}
