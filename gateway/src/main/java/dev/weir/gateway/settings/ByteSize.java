package dev.weir.gateway.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 512b}, {@code 64kb}, {@code 16mb} or {@code 2gb} (powers of
 * 1,024, as search engines do).
 */
public record ByteSize(long bytes) {
  private static final List<String> UNITS = List.of("b", "kb", "mb", "gb");
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})(b|kb|mb|gb)");

  public ByteSize {
    new Checks().atLeast(0, "bytes", bytes).done();
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not written so, or is larger than a long
   */
  public static ByteSize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "size: " + text + " (expected: a size such as 512b, 64kb, 16mb or 2gb)");
    }
    int shift = UNITS.indexOf(matcher.group(2)) * 10;
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("size: " + text + " (expected: at most 8589934591gb)");
    }
    return new ByteSize(number << shift);
  }

  public static ByteSize ofKilobytes(long kilobytes) {
    return new ByteSize(Math.multiplyExact(kilobytes, 1024L));
  }

  public static ByteSize ofMegabytes(long megabytes) {
    return new ByteSize(Math.multiplyExact(megabytes, 1024L * 1024));
  }

  /** The bytes as an int, for limits that are checked to be small. */
  public int intBytes() {
    return Math.toIntExact(bytes);
  }

  @Override
  public String toString() {
    long left = bytes;
    int unit = 0;
    while (unit < 3 && left > 0 && left % 1024 == 0) {
      left /= 1024;
      unit++;
    }
    return left + UNITS.get(unit);
  }
}
