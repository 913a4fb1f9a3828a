package dev.weir.search.scroll;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The scrolls that are open, and whose they are. A scroll is known from when it is opened, or first
 * moved, until it is closed or has not been moved for as long as it is kept. So many are known at
 * most; what is beyond is counted, and forgotten. Safe from any thread; who is not asked about does
 * not wait for anyone.
 */
public final class OpenScrolls {
  /** So far ahead it is looked for the end of a tenant's first. */
  private static final int LOOKED_AT = 256;

  /**
   * Scrolls of one tenant.
   *
   * @param open those that are known
   * @param held those with the ones that are about to be opened
   */
  private record Count(String tenant, AtomicInteger open, AtomicInteger held) {
    Count(String tenant) {
      this(tenant, new AtomicInteger(), new AtomicInteger());
    }
  }

  /**
   * One that is open.
   *
   * @param until nanoseconds from the beginning of this object
   */
  private record Scroll(long id, Count whose, String cluster, long until) {}

  private final int most;
  private final long beginning;
  private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Scroll> scrolls = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<Scroll> byEnd =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong(Scroll::until).thenComparingLong(Scroll::id));
  private final AtomicInteger known = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder uncounted = new LongAdder();

  /**
   * None is open.
   *
   * @param most so many are known at once
   * @param now nanoseconds of the clock that all calls have
   */
  public OpenScrolls(int most, long now) {
    this.most = most;
    this.beginning = now;
  }

  private Count count(String tenant) {
    Count count = counts.get(tenant);
    return count == null ? counts.computeIfAbsent(tenant, Count::new) : count;
  }

  /**
   * One is about to be opened; {@link #opened}, {@link #unseen} or {@link #notOpened} says what has
   * become of it.
   *
   * @return how many the tenant has open then, this one and others that are about to be included
   */
  public int opening(String tenant, long now) {
    expire(now);
    return count(tenant).held().incrementAndGet();
  }

  /** It was not opened after all. */
  public void notOpened(String tenant) {
    count(tenant).held().decrementAndGet();
  }

  /** It was opened, but its id was not to be seen. */
  public void unseen(String tenant) {
    uncounted.increment();
    notOpened(tenant);
  }

  /** It was opened. */
  public void opened(long id, String tenant, String cluster, long keptNanos, long now) {
    opened.increment();
    if (!put(id, count(tenant), cluster, keptNanos, now)) {
      notOpened(tenant);
    }
  }

  /**
   * One was moved, and goes on under another id or the same. If it is not known, it was opened
   * elsewhere, and is the tenant's from now on.
   */
  public void moved(long id, long next, String tenant, String cluster, long keptNanos, long now) {
    Scroll before = id == next ? null : remove(id);
    Count whose = before == null ? count(tenant) : before.whose();
    whose.held().incrementAndGet();
    if (!put(next, whose, cluster, keptNanos, now)) {
      whose.held().decrementAndGet();
    }
  }

  /** One was closed, or is not there. */
  public void closed(long id) {
    Scroll _ = remove(id);
  }

  /** All of a cluster were closed. */
  public void allClosed(String cluster) {
    for (Scroll each : scrolls.values()) {
      if (each.cluster().equals(cluster)) {
        closed(each.id());
      }
    }
  }

  /**
   * How long until the first of a tenant's scrolls ends by itself, as far as that is among the next
   * to end.
   *
   * @return nanoseconds
   */
  public long soonest(String tenant, long now) {
    long at = now - beginning;
    long last = at;
    Iterator<Scroll> next = byEnd.iterator();
    for (int i = 0; i < LOOKED_AT && next.hasNext(); i++) {
      Scroll each = next.next();
      last = each.until();
      if (each.whose().tenant().equals(tenant)) {
        break;
      }
    }
    return Math.max(0, last - at);
  }

  /** How many each tenant has open that has ever had one. */
  public Map<String, Integer> open(long now) {
    expire(now);
    Map<String, Integer> open = new TreeMap<>();
    counts.forEach((tenant, count) -> open.put(tenant, count.open().get()));
    return open;
  }

  /** How many have been opened. */
  public long opened() {
    return opened.sum();
  }

  /** How many have ended by themselves. */
  public long expired() {
    return expired.sum();
  }

  /**
   * How many are or were open that are not known: there were too many, or their id was not seen.
   */
  public long uncounted() {
    return uncounted.sum();
  }

  private long until(long keptNanos, long now) {
    return now - beginning + keptNanos;
  }

  /** Makes it known if there is room; whether it is new. */
  private boolean put(long id, Count whose, String cluster, long keptNanos, long now) {
    expire(now);
    boolean[] isNew = {false};
    scrolls.compute(
        id,
        (_, before) -> {
          if (before != null) {
            return renewed(before, cluster, until(keptNanos, now));
          }
          if (known.incrementAndGet() > most) {
            known.decrementAndGet();
            uncounted.increment();
            return null;
          }
          isNew[0] = true;
          whose.open().incrementAndGet();
          Scroll scroll = new Scroll(id, whose, cluster, until(keptNanos, now));
          byEnd.add(scroll);
          return scroll;
        });
    return isNew[0];
  }

  /** Within the map's own call for its id, so that both sets agree. */
  private Scroll renewed(Scroll before, String cluster, long until) {
    byEnd.remove(before);
    Scroll scroll = new Scroll(before.id(), before.whose(), cluster, until);
    byEnd.add(scroll);
    return scroll;
  }

  private @Nullable Scroll remove(long id) {
    @Nullable Scroll[] removed = {null};
    scrolls.computeIfPresent(
        id,
        (_, scroll) -> {
          removed[0] = scroll;
          return forget(scroll);
        });
    return removed[0];
  }

  private @Nullable Scroll forget(Scroll scroll) {
    byEnd.remove(scroll);
    scroll.whose().open().decrementAndGet();
    scroll.whose().held().decrementAndGet();
    known.decrementAndGet();
    return null;
  }

  private void expire(long now) {
    long at = now - beginning;
    for (Scroll each : byEnd) {
      if (each.until() > at) {
        return;
      }
      scrolls.computeIfPresent(
          each.id(),
          (_, scroll) -> {
            if (scroll.until() > at) {
              return scroll;
            }
            expired.increment();
            return forget(scroll);
          });
    }
  }
}
