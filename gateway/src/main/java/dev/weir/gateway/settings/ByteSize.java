package dev.weir.gateway.settings;

/**
 * A number of bytes, written {@code 512b}, {@code 64kb}, {@code 16mb} or {@code 2gb} (powers of
 * 1,024, as search engines do).
 */
public record ByteSize(long bytes) {
  public ByteSize {
    new Checks().atLeast(0, "bytes", bytes).done();
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
    String[] units = {"b", "kb", "mb", "gb"};
    long left = bytes;
    int unit = 0;
    while (unit < 3 && left > 0 && left % 1024 == 0) {
      left /= 1024;
      unit++;
    }
    return left + units[unit];
  }
}
