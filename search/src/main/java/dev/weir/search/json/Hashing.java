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
    if (i < to) {
      long last = 0;
      while (i < to) {
        last = last << 8 | (bytes[i++] & 0xff);
      }
      hash = mix(hash, last);
    }
    return hash;
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
