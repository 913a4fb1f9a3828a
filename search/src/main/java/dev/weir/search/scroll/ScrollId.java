package dev.weir.search.scroll;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.json.Hashing;

/**
 * A scroll's id as a number of 64 bits. Of a long id the first {@value #MOST} bytes count: they
 * name the search context of the first shard, which no other scroll has.
 */
public final class ScrollId {
  /** No id. */
  public static final long NONE = 0;

  /** So many bytes count. */
  public static final int MOST = 512;

  private static final long FIRST = 0x5c01_1d;

  private ScrollId() {}

  /** What it is before the first byte. */
  public static long begin() {
    return FIRST;
  }

  /** What it is with one more byte, of {@value #MOST} at most. */
  public static long next(long before, byte each) {
    return Hashing.mix(before, each);
  }

  /** The number, of what it is behind the last byte; never {@link #NONE}. */
  public static long end(long last) {
    return last == NONE ? 1 : last;
  }

  /** The number of an id that is there as a whole. */
  public static long of(byte[] bytes, int from, int to) {
    long id = begin();
    for (int i = from; i < Math.min(to, from + MOST); i++) {
      id = next(id, bytes[i]);
    }
    return end(id);
  }

  /** As {@link #of(byte[], int, int)}. */
  public static long of(String id) {
    byte[] bytes = id.getBytes(UTF_8);
    return of(bytes, 0, bytes.length);
  }
}
