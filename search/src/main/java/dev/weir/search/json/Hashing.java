package dev.weir.search.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes of 64 bits that stay the same over versions and machines. Two words are mixed by
 * multiplying them and folding the product's halves, as Wang Yi's wyhash does. No defence against
 * whoever wants two texts with one hash: where that would matter, bytes are compared, too.
 */
public final class Hashing {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle REVERSED =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long FIRST = 0xa0761d6478bd642fL;
  private static final long SECOND = 0xe7037ed1a0b428dbL;

  private Hashing() {}

  /** The hash of some bytes. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    while (i <= to - Long.BYTES) {
      hash = mix(hash, (long) LONGS.get(bytes, i));
      i += Long.BYTES;
    }
    return i < to ? mix(hash, last(bytes, i, to)) : hash;
  }

  /**
   * Some bytes, fewer than eight but at least one, as one number: the word that ends where they
   * end, without what stands in front of them. No loop, because the end of one is what a processor
   * guesses wrong most often.
   */
  public static long last(byte[] bytes, int from, int to) {
    if (to >= Long.BYTES) {
      long word = (long) REVERSED.get(bytes, to - Long.BYTES);
      return word & ((1L << (8 * (to - from))) - 1);
    }
    long last = 0;
    for (int i = from; i < to; i++) {
      last = last << 8 | (bytes[i] & 0xff);
    }
    return last;
  }

  /** The hash of a text of ASCII, as that of its bytes. */
  static long of(String ascii) {
    byte[] bytes = ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return of(bytes, 0, bytes.length);
  }

  /** Two words mixed to one; which is which counts. */
  public static long mix(long one, long other) {
    long a = one ^ FIRST;
    long b = other ^ SECOND;
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
