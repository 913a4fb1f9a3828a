package dev.weir.flow.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A fixed window, or a sliding one that is made of slots. One word holds the slot of now and what
 * was taken in it; slots before it are only kept if the window slides. Since the word is frozen
 * before its count is put to the past, and the past of a slot does not change as long as that slot
 * is the one of now, a compare-and-set on the word is enough: the sum over slots that it is judged
 * by is exact.
 */
final class Window extends Meter {
  private static final int SLOTS = 32;

  /** On its way to the past; anyone may help. */
  private static final long IS_FROZEN = 3;

  private static final int COUNT_BITS = 30;
  private static final int NUMBER_SHIFT = 32;

  private final long origin;
  private final long slotNanos;
  private final long bound;
  private final int slots;
  private final AtomicLong current;
  private final PastSlots past;

  Window(LimitRule.FixedWindow rule, long used, long now) {
    this(rule, rule.nanos(), 0, used, now);
  }

  Window(LimitRule.SlidingWindow rule, long used, long now) {
    this(rule, Math.ceilDiv(rule.nanos(), SLOTS), SLOTS, used, now);
  }

  private Window(LimitRule rule, long slotNanos, int slots, long used, long now) {
    super(rule);
    this.origin = now;
    this.slotNanos = slotNanos;
    this.bound = rule.bound();
    this.slots = slots;
    // Slots are numbered from 1: what is 0 has never been.
    this.current = new AtomicLong(word(1, used, IS_OPEN));
    this.past = new PastSlots(slots);
  }

  /** Goes on with the slots of one that is closed. */
  private Window(LimitRule rule, Window before) {
    super(rule);
    this.origin = before.origin;
    this.slotNanos = before.slotNanos;
    this.bound = rule.bound();
    this.slots = before.slots;
    long state = before.current.get();
    this.current = new AtomicLong(word(number(state), count(state), IS_OPEN));
    this.past = new PastSlots(before.past);
  }

  // How a slot's number, its count and a status are packed.

  private static long word(int number, long count, long status) {
    return (long) number << NUMBER_SHIFT | count << 2 | status;
  }

  private static long count(long word) {
    return word >>> 2 & (1L << COUNT_BITS) - 1;
  }

  private static int number(long word) {
    return (int) (word >> NUMBER_SHIFT);
  }

  private long slotOf(long now) {
    return 1 + Math.floorDiv(now - origin, slotNanos);
  }

  /** The slot of now, or the one that other threads have come to. */
  private int slotAt(int known, long now) {
    int slot = (int) slotOf(now);
    return slot - known > 0 ? slot : known;
  }

  /** Whether a time lies further before the slot of now than threads can be apart. */
  private boolean isBefore(long state, long now) {
    int behind = number(state) - (int) slotOf(now);
    return behind > 0 && (behind - 1) * slotNanos > SKEW_NANOS;
  }

  /** When a slot begins, from a time on. */
  private long until(int slot, long now) {
    long reference = slotOf(now);
    long number = reference + (slot - (int) reference);
    return origin + (number - 1) * slotNanos - now;
  }

  @Override
  long admit(long now, int permits) {
    while (true) {
      long state = current.get();
      long status = state & STATUS;
      if (status == IS_FROZEN) {
        advance(state, now);
        continue;
      }
      if (status != IS_OPEN) {
        return answerOf(state);
      }
      if (permits > bound) {
        return Limit.NEVER;
      }
      if (isBefore(state, now)) {
        return STEPPED_BACK;
      }
      if (slotAt(number(state), now) != number(state)) {
        long frozen = state | IS_FROZEN;
        if (current.compareAndSet(state, frozen)) {
          advance(frozen, now);
        }
        continue;
      }
      if (pastSum(number(state)) + count(state) + permits > bound) {
        long wait = wait(state, now, permits);
        // The slots that the wait was read from are only sure to be those if none has come since.
        if (current.get() == state) {
          return Math.max(1, wait);
        }
        continue;
      }
      if (current.compareAndSet(state, word(number(state), count(state) + permits, IS_OPEN))) {
        return 0;
      }
    }
  }

  /** A window keeps no places for those who wait. */
  @Override
  long hold(long now, int permits) {
    long wait = admit(now, permits);
    return wait <= RETIRED ? wait : -wait;
  }

  /** Puts a frozen slot to the past, and begins the one of now. */
  private void advance(long frozen, long now) {
    int number = number(frozen);
    past.put(number, count(frozen));
    int next = slotAt(number, now);
    current.compareAndSet(frozen, word(next == number ? number + 1 : next, 0, IS_OPEN));
  }

  /** What was taken in the slots before one that is the slot of now. */
  private long pastSum(int number) {
    long known = past.knownSum(number);
    if (known >= 0) {
      return known;
    }
    long sum = past.sum(number, number);
    if (number(current.get()) == number) {
      past.know(number, sum);
    }
    return sum;
  }

  /** How long until so many permits fit, if none are taken meanwhile. */
  private long wait(long state, long now, int permits) {
    int number = number(state);
    for (int later = 1; later <= slots; later++) {
      if (past.sum(number + later, number) + count(state) + permits <= bound) {
        return until(number + later, now);
      }
    }
    return until(number + slots + 1, now);
  }

  @Override
  long peek(long now, int permits) {
    if (permits > bound) {
      return Limit.NEVER;
    }
    long state = current.get();
    if (used(state, now) + permits <= bound) {
      return 0;
    }
    return Math.max(1, wait(state, now, permits));
  }

  /** Only while the slot lasts in which they were taken: what is past stays as it is. */
  @Override
  void giveBack(long admittedAt, int permits) {
    long state = current.get();
    while ((state & STATUS) == IS_OPEN
        && number(state) == (int) slotOf(admittedAt)
        && count(state) >= permits) {
      if (current.compareAndSet(state, word(number(state), count(state) - permits, IS_OPEN))) {
        return;
      }
      state = current.get();
    }
  }

  @Override
  long used(long now) {
    return used(current.get(), now);
  }

  private long used(long state, long now) {
    int slot = slotAt(number(state), now);
    long latest = slot - number(state) <= slots ? count(state) : 0;
    return Math.min(bound, latest + past.sum(slot, number(state)));
  }

  @Override
  void close(long now) {
    while (true) {
      long state = current.get();
      long status = state & STATUS;
      if (status == IS_FROZEN) {
        advance(state, now);
      } else if (status != IS_OPEN || current.compareAndSet(state, state | IS_CLOSED)) {
        return;
      }
    }
  }

  @Override
  boolean isRetired() {
    return (current.get() & STATUS) == IS_RETIRED;
  }

  @Override
  boolean retire(long now) {
    long state = current.get();
    return (state & STATUS) == IS_OPEN
        && used(state, now) == 0
        && current.compareAndSet(state, state | IS_RETIRED);
  }

  @Override
  Meter continued(LimitRule next, long now) {
    return isSameWindow(next) && !isBefore(current.get(), now)
        ? new Window(next, this)
        : Meter.of(next, (double) used(now), now);
  }

  /** Whether another rule differs in nothing but how much is permitted. */
  private boolean isSameWindow(LimitRule next) {
    return switch (next) {
      case LimitRule.FixedWindow(long _, long nanos) -> slots == 0 && nanos == slotNanos;
      case LimitRule.SlidingWindow(long _, long nanos) ->
          slots > 0 && Math.ceilDiv(nanos, SLOTS) == slotNanos;
      case LimitRule.TokenBucket _, LimitRule.LeakyBucket _ -> false;
    };
  }
}
