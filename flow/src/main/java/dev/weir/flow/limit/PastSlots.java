package dev.weir.flow.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was taken in the last slots of a sliding window, each with its number. A slot is put here by
 * whoever comes first when the next one begins, always with the same count, so that it does not
 * matter how many do. Safe from any thread, lock-free; allocates nothing once made.
 */
final class PastSlots {
  private static final int NUMBER_SHIFT = 32;

  private final AtomicLongArray slots;
  private volatile long known;

  /**
   * Nothing was taken yet.
   *
   * @param count how many slots count; 0: none
   */
  PastSlots(int count) {
    this.slots = new AtomicLongArray(count);
  }

  /** The same again. */
  PastSlots(PastSlots other) {
    this.slots = new AtomicLongArray(other.slots.length());
    for (int i = 0; i < slots.length(); i++) {
      slots.set(i, other.slots.get(i));
    }
  }

  private static long pair(int number, long count) {
    return (long) number << NUMBER_SHIFT | count;
  }

  private static int number(long pair) {
    return (int) (pair >> NUMBER_SHIFT);
  }

  private static long count(long pair) {
    return pair & 0xffff_ffffL;
  }

  /** How many slots count. */
  int size() {
    return slots.length();
  }

  /** Puts a slot here that is over, unless it or a later one in its place is here already. */
  void put(int number, long count) {
    if (slots.length() > 0) {
      int index = Math.floorMod(number, slots.length());
      long old = slots.get(index);
      if (old == 0 || number - number(old) > 0) {
        slots.compareAndSet(index, old, pair(number, count));
      }
    }
  }

  /** What was taken in the slots that count at one, and are before another. */
  long sum(int at, int before) {
    long sum = 0;
    for (int i = 0; i < slots.length(); i++) {
      long slot = slots.get(i);
      int age = at - number(slot);
      if (slot != 0 && age <= slots.length() && number(slot) - before < 0) {
        sum += count(slot);
      }
    }
    return sum;
  }

  /** The sum of all that count at a slot, if it is known already; else below 0. */
  long knownSum(int number) {
    long last = known;
    return last != 0 && number(last) == number ? count(last) : -1;
  }

  /** Keeps the sum of all that count at a slot, which is the slot of now. */
  void know(int number, long sum) {
    known = pair(number, sum);
  }
}
