package dev.weir.flow.queue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Those of one priority that wait. Tenants take turns by start-time fair queueing (Goyal, Vin,
 * Cheng 1996): each turn begins where the tenant's last one ended, by what it cost, but not before
 * the turns that are being given now; the earliest is next. What a tenant owes is remembered while
 * it has nothing waiting, so that who comes back at once after each turn gets no more than others.
 */
final class PriorityLine<T> {
  /** Tenants that have nothing waiting are remembered in this multiple of the room. */
  private static final int REMEMBERED = 2;

  private final int mostLines;
  private final Map<Object, TenantLine<T>> lines = new HashMap<>();
  private final PriorityQueue<TenantLine<T>> turns =
      new PriorityQueue<>(
          Comparator.<TenantLine<T>>comparingLong(line -> line.start)
              .thenComparingLong(line -> line.order));
  private long clock;
  private long latestEnd;
  private long arrivals;
  private int size;

  /**
   * An empty one.
   *
   * @param most how many may wait in the room
   */
  PriorityLine(int most) {
    this.mostLines = REMEMBERED * Math.max(1, most);
  }

  int size() {
    return size;
  }

  /** How many tenants have something waiting, or had a moment ago. */
  int tenants() {
    return Math.max(1, turns.size());
  }

  /** How many of a tenant wait. */
  int waiting(Object tenant) {
    TenantLine<T> line = lines.get(tenant);
    return line == null ? 0 : line.size();
  }

  void add(Ticket<T> ticket) {
    TenantLine<T> line = line(ticket.tenant());
    if (!line.queued) {
      line.queued = true;
      line.start = Math.max(line.start, clock);
      line.order = arrivals++;
      turns.add(line);
    }
    line.add(ticket);
    size++;
  }

  private TenantLine<T> line(Object tenant) {
    TenantLine<T> line = lines.get(tenant);
    if (line == null) {
      if (lines.size() >= mostLines) {
        forget();
      }
      line = new TenantLine<>(tenant);
      lines.put(tenant, line);
    }
    return line;
  }

  /** Forgets tenants with nothing waiting that owe nothing; all of them if there are too many. */
  private void forget() {
    lines.values().removeIf(line -> !line.queued && line.start <= clock);
    if (lines.size() >= mostLines) {
      lines.values().removeIf(line -> !line.queued);
    }
  }

  /** Takes out one that does not wait any more, without a turn. */
  void remove(Ticket<T> ticket, TenantLine<T> line) {
    line.remove(ticket);
    size--;
    settleIfEmpty();
  }

  /** Once nobody waits, nothing is owed. */
  private void settleIfEmpty() {
    if (size == 0) {
      turns.forEach(line -> line.queued = false);
      turns.clear();
      clock = latestEnd;
    }
  }

  /** Whose turn it is; null if nobody waits. */
  @Nullable TenantLine<T> next() {
    TenantLine<T> line = turns.peek();
    while (line != null && line.size() == 0) {
      turns.poll();
      line.queued = false;
      line = turns.peek();
    }
    return line;
  }

  /** Gives its turn to one of the line that {@link #next} has told. */
  void serve(Ticket<T> ticket, TenantLine<T> line) {
    turns.poll();
    line.queued = false;
    clock = Math.max(clock, line.start);
    line.start += ticket.cost();
    latestEnd = Math.max(latestEnd, line.start);
    line.remove(ticket);
    size--;
    if (line.size() > 0) {
      line.queued = true;
      line.order = arrivals++;
      turns.add(line);
    }
    settleIfEmpty();
  }

  /** The tenant with the most waiting; null if nobody waits. */
  @Nullable TenantLine<T> longest() {
    TenantLine<T> longest = null;
    for (TenantLine<T> line : turns) {
      if (line.size() > (longest == null ? 0 : longest.size())) {
        longest = line;
      }
    }
    return longest;
  }

  /** Adds those whose time is over. */
  void expired(long now, List<Ticket<T>> found) {
    for (TenantLine<T> line : turns) {
      for (Ticket<T> each = line.oldest(); each != null; each = each.newer) {
        if (now - each.until > 0) {
          found.add(each);
        }
      }
    }
  }
}
