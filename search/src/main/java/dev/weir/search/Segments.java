package dev.weir.search;

/**
 * A path cut at its slashes, as engines cut it: before percent signs are decoded, empty segments
 * skipped. A segment is a long, its start in the high half and its end in the low one, so that
 * nothing is allocated.
 */
final class Segments {
  /** No segment: no real one begins and ends at zero. */
  static final long NONE = 0;

  private Segments() {}

  /** The next segment that is not empty; {@link #NONE} if none follows. */
  static long next(byte[] bytes, int from, int pathEnd) {
    int start = from;
    while (start < pathEnd && bytes[start] == '/') {
      start++;
    }
    if (start >= pathEnd) {
      return NONE;
    }
    int end = start + 1;
    while (end < pathEnd && bytes[end] != '/') {
      end++;
    }
    return (long) start << 32 | end;
  }

  /** The segment behind another; {@link #NONE} behind none, too. */
  static long after(byte[] bytes, long segment, int pathEnd) {
    return segment == NONE ? NONE : next(bytes, end(segment), pathEnd);
  }

  static int start(long segment) {
    return (int) (segment >>> 32);
  }

  static int end(long segment) {
    return (int) segment;
  }

  static Word word(byte[] bytes, long segment) {
    return Word.of(bytes, start(segment), end(segment));
  }

  static boolean is(byte[] bytes, long segment, String text) {
    return Word.spells(bytes, start(segment), end(segment), text);
  }
}
