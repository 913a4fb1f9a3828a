package dev.weir.search.shape;

import java.util.Arrays;

/**
 * Finds the slot of a fingerprint: open addressing over a quarter-full array, without allocation.
 * Used by one thread.
 *
 * <p>Written by hand because a map of the library makes an object of every long it is asked for.
 */
final class Slots {
  static final int NONE = -1;

  private final long[] keys;
  private final int[] slots;
  private final int mask;

  Slots(int capacity) {
    int size = Integer.highestOneBit(Math.max(4, capacity)) * 4;
    this.keys = new long[size];
    this.slots = new int[size];
    this.mask = size - 1;
    Arrays.fill(slots, NONE);
  }

  private int home(long key) {
    // Fibonacci hashing: fingerprints are spread already, those that someone makes up may not be.
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 33) & mask;
  }

  /** The slot; {@link #NONE} if there is none. */
  int find(long key) {
    for (int at = home(key); slots[at] != NONE; at = (at + 1) & mask) {
      if (keys[at] == key) {
        return slots[at];
      }
    }
    return NONE;
  }

  /** Puts one in that is not there. */
  void put(long key, int slot) {
    int at = home(key);
    while (slots[at] != NONE) {
      at = (at + 1) & mask;
    }
    keys[at] = key;
    slots[at] = slot;
  }

  /** Takes one out that is there; those behind it move up. */
  void remove(long key) {
    int at = home(key);
    while (keys[at] != key || slots[at] == NONE) {
      at = (at + 1) & mask;
    }
    int hole = at;
    for (int next = (hole + 1) & mask; slots[next] != NONE; next = (next + 1) & mask) {
      int home = home(keys[next]);
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        keys[hole] = keys[next];
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = NONE;
  }
}
