package dev.weir.gateway.tenant;

import dev.weir.gateway.http.HeadHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds something by bytes where they stand, without making an object of them, which no map of the
 * JDK does. Immutable.
 */
final class ByValue<T> {
  private final byte[][] values;
  private final Object[] found;
  private final int mask;

  ByValue(Map<String, T> entries) {
    // At most half full, so that every search meets a gap.
    int size = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
    values = new byte[size][];
    found = new Object[size];
    mask = size - 1;
    entries.forEach(
        (value, item) -> {
          byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
          int at = place(HeadHash.of(bytes, 0, bytes.length));
          while (found[at] != null) {
            at = (at + 1) & mask;
          }
          values[at] = bytes;
          found[at] = item;
        });
  }

  @SuppressWarnings("unchecked") // Only the constructor puts in, and only such.
  @Nullable T get(byte[] bytes, int from, int to) {
    int at = place(HeadHash.of(bytes, from, to));
    while (found[at] != null) {
      byte[] value = values[at];
      if (Arrays.equals(bytes, from, to, value, 0, value.length)) {
        return (T) found[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  private int place(long hash) {
    return (int) (hash ^ (hash >>> 32)) & mask;
  }
}
