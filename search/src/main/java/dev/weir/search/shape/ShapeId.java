package dev.weir.search.shape;

import java.util.regex.Pattern;

/** A fingerprint as people write it: sixteen hexadecimal digits. */
public final class ShapeId {
  private static final int DIGITS = 16;
  private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{" + DIGITS + "}");

  private ShapeId() {}

  public static String text(long fingerprint) {
    return String.format("%0" + DIGITS + "x", fingerprint);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " (expected: 16 hexadecimal digits)");
    }
    return Long.parseUnsignedLong(text, 16);
  }
}
