package dev.weir.flow.lane;

import dev.weir.flow.concurrency.AdaptiveConcurrency;
import dev.weir.flow.concurrency.ConcurrencyLimit;
import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.concurrency.Priority;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.health.CountWindow;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A share of a cluster: so many requests may be under way, and so many may wait for that. A lane
 * that is full takes nothing from another.
 *
 * <p>Safe from any thread. While nobody waits, entering and leaving take no lock and allocate
 * nothing. Once somebody has to wait, all threads' requests wait in one room behind one lock, which
 * is held for less than a microsecond: rooms of each thread's own would let a low priority go on
 * one thread while a high one waits on another, and a tenant would get more by having connections
 * on more threads.
 *
 * <p>The lane wakes nobody. Whoever has called {@link #leave} and was told that someone waits, has
 * got {@link Entry#WAITING}, has seen {@link #look} change the limit, and in any case whoever looks
 * after the lane every few milliseconds, asks {@link #next} until there is none, and tells each
 * what its ticket's state says.
 *
 * @param <T> who enters
 */
public final class Lane<T> {
  /** What becomes of a request that wants to enter. */
  public enum Entry {
    /** It is under way, and has to {@link Lane#leave}. */
    ADMITTED,
    /** It waits; {@link Lane#next} will tell of its ticket. */
    WAITING,
    /** There is no place, not even to wait. */
    FULL,
    /** It cannot be in time any more. */
    LATE
  }

  private static final long ONE_ACTIVE = 1L << 32;
  private static final int SLICES = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long LONGEST_ADVICE = 60 * NANOS_PER_SECOND;

  private final ConcurrencyLimit limit;
  private final PriorityShares shares;
  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingRoom<T> room;
  private final LongAdder left = new LongAdder();
  private final CountWindow leftLately = new CountWindow(SLICES);
  private volatile long leftPerSecond;
  private volatile Adjustment adjustment = Adjustment.NONE;

  /** How many are under way, and how many wait or are over and have not been told yet. */
  private final AtomicLong state = new AtomicLong();

  /** An empty lane. */
  public Lane(ConcurrencyLimit limit, PriorityShares shares, WaitingRoom.Bounds bounds, long now) {
    this.limit = limit;
    this.shares = shares;
    this.room = new WaitingRoom<>(bounds, now);
  }

  private static int active(long state) {
    return (int) (state >> 32);
  }

  private static int waiting(long state) {
    return (int) state;
  }

  private boolean isOpen(long current, Priority priority) {
    return active(current) < shares.most(priority, bound());
  }

  /** Lays something over the limit, in place of the last; {@link #next} is to be asked then. */
  public void adjust(Adjustment wanted) {
    adjustment = wanted;
  }

  /**
   * Whether no more are under way, one that has just entered among them, than would be allowed if
   * something were laid over the limit.
   */
  public boolean wouldBeWithin(Adjustment wanted, Priority priority) {
    return active() <= shares.most(priority, wanted.of(limit.limit()));
  }

  /** More is asked than may be under way: for the limit to know, if it is the limit's doing. */
  private void reached(long current, Priority priority) {
    Adjustment over = adjustment;
    boolean without = active(current) >= shares.most(priority, limit.limit());
    if (over.isNone() || (without && !over.isHeld())) {
      limit.reached();
    }
  }

  /**
   * A request wants to enter.
   *
   * @param ticket says whose it is
   */
  public Entry enter(Ticket<T> ticket, long now) {
    long current = state.get();
    while (waiting(current) == 0 && isOpen(current, ticket.priority())) {
      if (state.compareAndSet(current, current + ONE_ACTIVE)) {
        return Entry.ADMITTED;
      }
      current = state.get();
    }
    return enterRoom(ticket, now);
  }

  private Entry enterRoom(Ticket<T> ticket, long now) {
    lock.lock();
    try {
      while (true) {
        long current = state.get();
        Priority first = room.first();
        if (isOpen(current, ticket.priority())
            && (first == null || ticket.priority().isAbove(first))) {
          if (state.compareAndSet(current, current + ONE_ACTIVE)) {
            return Entry.ADMITTED;
          }
          continue;
        }
        reached(current, ticket.priority());
        if (now - ticket.latestStart() >= 0) {
          return Entry.LATE;
        }
        if (!room.hasPlaceFor(ticket)) {
          return Entry.FULL;
        }
        // Only if none has left meanwhile: who leaves must see that somebody waits.
        if (state.compareAndSet(current, current + 1)) {
          room.add(ticket, now);
          return Entry.WAITING;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request enters, open or not: for a lane that is only tried. An adaptive limit stays as it is
   * meanwhile, for it would take the outcome of trials that nobody keeps to for the truth; an
   * estimated one learns.
   *
   * @return whether it would have been admitted at once
   */
  public boolean enterRegardless(Priority priority) {
    boolean open = isOpen(state.getAndAdd(ONE_ACTIVE), priority);
    if (!open && !(limit instanceof AdaptiveConcurrency)) {
      limit.reached();
    }
    return open;
  }

  /**
   * A request that was under way is over.
   *
   * @param nanos how long it was
   * @return whether somebody waits, so that {@link #next} is to be asked
   */
  public boolean leave(long nanos, Outcome outcome) {
    // Under a number that someone has chosen, times tell nothing of the one that is looked for.
    if (!adjustment.isHeld()) {
      limit.record(nanos, outcome);
    }
    left.increment();
    return waiting(state.addAndGet(-ONE_ACTIVE)) > 0;
  }

  /**
   * The next whose waiting has ended, as its state says: under way, or over. Null if there is none
   * for now.
   */
  public @Nullable Ticket<T> next(long now) {
    if (waiting(state.get()) == 0) {
      return null;
    }
    lock.lock();
    try {
      Ticket<T> over = room.pollOver(now);
      Ticket<T> first = over == null ? room.peek(now) : null;
      while (first != null) {
        long current = state.get();
        if (!isOpen(current, first.priority())) {
          break;
        }
        if (state.compareAndSet(current, current + ONE_ACTIVE - 1)) {
          room.serve(first);
          return first;
        }
      }
      // Looking for the first may have found some whose time is over.
      over = over == null ? room.pollOver(now) : over;
      if (over != null) {
        state.decrementAndGet();
      }
      return over;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request that waits does so no longer: its client has gone.
   *
   * @return false if {@link #next} has told its end already; if that is {@link
   *     Ticket.State#ADMITTED}, it is under way and has to {@link #leave}
   */
  public boolean giveUp(Ticket<T> ticket) {
    lock.lock();
    try {
      if (!room.remove(ticket)) {
        return false;
      }
      state.decrementAndGet();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ten times a second, from one thread.
   *
   * @return whether the limit has changed, so that {@link #next} is to be asked
   */
  public boolean look(long now) {
    leftLately.slide(left.sum());
    leftPerSecond = leftLately.sum();
    return !adjustment.isHeld() && limit.look(now);
  }

  // What is shown.

  public ConcurrencyLimit limit() {
    return limit;
  }

  /** How many requests may be under way: what the limit says, under what is laid over it. */
  public int bound() {
    return adjustment.of(limit.limit());
  }

  /** What is laid over the limit. */
  public Adjustment adjustment() {
    return adjustment;
  }

  /** Requests under way. */
  public int active() {
    return active(state.get());
  }

  /** Requests that wait, and those that are over and have not been told yet. */
  public int waiting() {
    return waiting(state.get());
  }

  /**
   * When it is worth coming back: when all that wait now will have been served, as fast as requests
   * have been over within the last second. In nanoseconds, a minute at most.
   */
  public long adviceNanos() {
    long perSecond = leftPerSecond;
    if (perSecond == 0) {
      return NANOS_PER_SECOND;
    }
    long nanos = (waiting() + 1L) * NANOS_PER_SECOND / perSecond;
    return Math.min(LONGEST_ADVICE, nanos);
  }
}
