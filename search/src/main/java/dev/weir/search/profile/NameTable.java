package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.json.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the constant that some bytes name. Immutable; a look-up allocates nothing. Names of less
 * than eight bytes, which most are, are compared as one number.
 */
final class NameTable<E> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A name and what it names. */
  private static final class Entry<E> {
    final long hash;
    final byte[] name;

    /** Its last bytes, which are not part of a whole word. */
    final long tail;

    final E value;

    Entry(long hash, byte[] name, E value) {
      this.hash = hash;
      this.name = name;
      this.tail = tail(name, 0, name.length);
      this.value = value;
    }
  }

  private final @Nullable Entry<E>[] entries;

  /**
   * A table.
   *
   * @param names of a constant, all of which find it
   */
  NameTable(E[] constants, Function<E, List<String>> names) {
    this.entries = none(Integer.highestOneBit(8 * constants.length + 64));
    for (E constant : constants) {
      for (String name : names.apply(constant)) {
        put(name.getBytes(US_ASCII), constant);
      }
    }
  }

  @SuppressWarnings("unchecked") // An array of nulls holds whatever is put into it.
  private static <T> @Nullable Entry<T>[] none(int size) {
    return (@Nullable Entry<T>[]) new Entry<?>[size];
  }

  private void put(byte[] name, E constant) {
    long hash = Hashing.of(name, 0, name.length);
    if (constant.equals(find(name, 0, name.length, hash))) {
      return;
    }
    int slot = (int) hash & (entries.length - 1);
    while (entries[slot] != null) {
      slot = (slot + 1) & (entries.length - 1);
    }
    entries[slot] = new Entry<>(hash, name, constant);
  }

  private static long tail(byte[] bytes, int from, int to) {
    int start = from + ((to - from) & -Long.BYTES);
    return start == to ? 0 : Hashing.last(bytes, start, to);
  }

  /** The constant of that name; null if it names none. */
  @Nullable E find(byte[] bytes, int from, int to, long hash) {
    int slot = (int) hash & (entries.length - 1);
    while (true) {
      Entry<E> entry = entries[slot];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && isSame(entry, bytes, from, to)) {
        return entry.value;
      }
      slot = (slot + 1) & (entries.length - 1);
    }
  }

  private static boolean isSame(Entry<?> entry, byte[] bytes, int from, int to) {
    byte[] name = entry.name;
    if (name.length != to - from || entry.tail != tail(bytes, from, to)) {
      return false;
    }
    for (int i = 0; i <= name.length - Long.BYTES; i += Long.BYTES) {
      if ((long) LONGS.get(name, i) != (long) LONGS.get(bytes, from + i)) {
        return false;
      }
    }
    return true;
  }
}
