package dev.weir.flow.queue;

import dev.weir.flow.concurrency.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait, bounded in number and in time. A higher priority goes before a lower one,
 * without exception; within a priority tenants take turns; of one tenant's requests the oldest
 * comes first, as long as the room is empty now and then. If it has not been for a while there is
 * more than can be done, and the newest comes first (adaptive LIFO, as in Maurer's Fail at Scale):
 * in a line of old requests every one would be served when its client has just given up.
 *
 * <p>In a full room, a request takes the place of one of the lowest priority below its own; or,
 * within its priority, of the tenant with the most waiting if that has at least two more.
 *
 * <p>For one thread at a time; whoever owns it guards it. Allocates only for tenants that it has
 * not seen of late.
 *
 * @param <T> who is waiting
 */
public final class WaitingRoom<T> {
  /** Those whose time is over are looked for so often. */
  private static final long SWEEP_NANOS = 10_000_000;

  private static final Priority[] PRIORITIES = Priority.values();

  /**
   * What it holds.
   *
   * @param most how many may wait; 0: none
   * @param longestNanos how long each may wait
   * @param patienceNanos after so long without an empty room, the newest come first
   */
  public record Bounds(int most, long longestNanos, long patienceNanos) {
    public Bounds {
      if (most < 0 || longestNanos < 0 || patienceNanos < 0) {
        throw new IllegalArgumentException(
            "most " + most + ", longest " + longestNanos + ", patience " + patienceNanos);
      }
    }
  }

  private final Bounds bounds;
  private final ArrayList<PriorityLine<T>> lines = new ArrayList<>(PRIORITIES.length);
  private final ArrayDeque<Ticket<T>> over = new ArrayDeque<>();
  private final ArrayList<Ticket<T>> found = new ArrayList<>();
  private int size;
  private long busySince;
  private long lastSweep;

  /** An empty room. */
  public WaitingRoom(Bounds bounds, long now) {
    this.bounds = bounds;
    this.lastSweep = now;
    for (int i = 0; i < PRIORITIES.length; i++) {
      lines.add(new PriorityLine<>(bounds.most()));
    }
  }

  /** How many wait, without those that are over. */
  public int size() {
    return size;
  }

  /** How many of a priority wait. */
  public int size(Priority priority) {
    return lines.get(priority.rank()).size();
  }

  /** The highest priority that waits; null if nobody does. */
  public @Nullable Priority first() {
    if (size == 0) {
      return null;
    }
    for (Priority priority : PRIORITIES) {
      if (size(priority) > 0) {
        return priority;
      }
    }
    return null;
  }

  /** Whether there is a place for a request, be it another's. */
  public boolean hasPlaceFor(Ticket<T> ticket) {
    return size < bounds.most() || (bounds.most() > 0 && displaced(ticket) != null);
  }

  /**
   * Takes a request in that {@link #hasPlaceFor} has found a place for. In a full room another one
   * is over by this.
   */
  public void add(Ticket<T> ticket, long now) {
    if (size >= bounds.most()) {
      TenantLine<T> line = displaced(ticket);
      Ticket<T> worst = line == null ? null : last(line, now);
      if (worst == null) {
        throw new IllegalStateException("no place");
      }
      end(worst, Ticket.State.DISPLACED);
    }
    if (size == 0) {
      busySince = now;
    }
    ticket.since = now;
    ticket.until = now + Math.min(bounds.longestNanos(), ticket.latestStart() - now);
    ticket.state(Ticket.State.WAITING);
    lines.get(ticket.priority().rank()).add(ticket);
    size++;
  }

  /** Whose place a request would get. */
  private @Nullable TenantLine<T> displaced(Ticket<T> ticket) {
    int own = ticket.priority().rank();
    for (int i = PRIORITIES.length - 1; i > own; i--) {
      if (lines.get(i).size() > 0) {
        return lines.get(i).longest();
      }
    }
    PriorityLine<T> line = lines.get(own);
    int waiting = line.waiting(ticket.tenant());
    if ((long) waiting * line.tenants() >= line.size()) {
      // Its tenant has as many as others on average, so that there is no need to look at all.
      return null;
    }
    TenantLine<T> longest = line.longest();
    return longest != null && longest.size() > waiting + 1 ? longest : null;
  }

  /** Whether there has been more than can be done for a while. */
  public boolean isOverloaded(long now) {
    return size > 0 && now - busySince > bounds.patienceNanos();
  }

  private @Nullable Ticket<T> first(TenantLine<T> line, long now) {
    return isOverloaded(now) ? line.newest() : line.oldest();
  }

  private @Nullable Ticket<T> last(TenantLine<T> line, long now) {
    return isOverloaded(now) ? line.oldest() : line.newest();
  }

  /** Whose turn it is; null if nobody waits. Those that are found to be over are so from now on. */
  public @Nullable Ticket<T> peek(long now) {
    for (PriorityLine<T> priority : lines) {
      TenantLine<T> line = priority.size() == 0 ? null : priority.next();
      while (line != null) {
        Ticket<T> next = first(line, now);
        if (next == null || now - next.until <= 0) {
          return next;
        }
        end(next, Ticket.State.EXPIRED);
        line = priority.next();
      }
    }
    return null;
  }

  /** Lets the one that {@link #peek} has told go. */
  public void serve(Ticket<T> ticket) {
    TenantLine<T> line = ticket.line;
    if (line == null) {
      throw new IllegalStateException("not waiting");
    }
    lines.get(ticket.priority().rank()).serve(ticket, line);
    size--;
    ticket.state(Ticket.State.ADMITTED);
  }

  /**
   * One leaves of itself.
   *
   * @return whether it was here, waiting or over; not if its end has been told
   */
  public boolean remove(Ticket<T> ticket) {
    return switch (ticket.state()) {
      case WAITING -> {
        end(ticket, Ticket.State.OUT);
        yield true;
      }
      case EXPIRED, DISPLACED -> over.remove(ticket);
      case OUT, ADMITTED -> false;
    };
  }

  private void end(Ticket<T> ticket, Ticket.State state) {
    TenantLine<T> line = ticket.line;
    if (line != null) {
      lines.get(ticket.priority().rank()).remove(ticket, line);
      size--;
      ticket.state(state);
      if (state != Ticket.State.OUT) {
        over.add(ticket);
      }
    }
  }

  /** One that was displaced or whose time is over, to be told so; null if there is none. */
  public @Nullable Ticket<T> pollOver(long now) {
    if (now - lastSweep >= SWEEP_NANOS) {
      lastSweep = now;
      for (PriorityLine<T> line : lines) {
        if (line.size() > 0) {
          line.expired(now, found);
        }
      }
      found.forEach(ticket -> end(ticket, Ticket.State.EXPIRED));
      found.clear();
    }
    return over.poll();
  }
}
