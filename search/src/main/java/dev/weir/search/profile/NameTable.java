package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.json.Hashing;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the constant that some bytes name. Immutable; a look-up allocates nothing. */
final class NameTable<E> {
  private final long[] hashes;
  private final byte[] @Nullable [] names;
  private final List<@Nullable E> values;

  /**
   * A table.
   *
   * @param names of a constant, all of which find it
   */
  NameTable(E[] constants, Function<E, List<String>> names) {
    int slots = Integer.highestOneBit(8 * constants.length + 64);
    this.hashes = new long[slots];
    this.names = new byte[slots][];
    this.values = Arrays.asList(nulls(slots));
    for (E constant : constants) {
      for (String name : names.apply(constant)) {
        put(name.getBytes(US_ASCII), constant);
      }
    }
  }

  @SuppressWarnings("unchecked") // An array of nulls holds whatever is put into it.
  private static <T> @Nullable T[] nulls(int size) {
    return (@Nullable T[]) new Object[size];
  }

  private void put(byte[] name, E constant) {
    long hash = Hashing.of(name, 0, name.length);
    if (constant.equals(find(name, 0, name.length, hash))) {
      return;
    }
    int slot = (int) hash & (hashes.length - 1);
    while (names[slot] != null) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    hashes[slot] = hash;
    names[slot] = name;
    values.set(slot, constant);
  }

  /** The constant of that name; null if it names none. */
  @Nullable E find(byte[] bytes, int from, int to, long hash) {
    int slot = (int) hash & (hashes.length - 1);
    while (true) {
      byte[] name = names[slot];
      if (name == null) {
        return null;
      }
      if (hashes[slot] == hash && Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return values.get(slot);
      }
      slot = (slot + 1) & (hashes.length - 1);
    }
  }
}
