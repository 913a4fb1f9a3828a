package dev.weir.flow.queue;

import dev.weir.flow.concurrency.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What a request holds while it waits. Made once for each of those that bring requests, and used
 * for one after the other. Its room's owner guards it while it waits.
 *
 * @param <T> who is waiting
 */
public final class Ticket<T> {
  /** Where it is. */
  public enum State {
    /** In no room. */
    OUT,
    WAITING,
    /** Its turn has come. */
    ADMITTED,
    /** It has waited as long as it may, or its deadline cannot be met any more. */
    EXPIRED,
    /** Its place was given to a request of a higher priority, or of a tenant with fewer waiting. */
    DISPLACED
  }

  private static final String NOBODY = "";

  private final T owner;
  private Priority priority = Priority.NORMAL;
  private Object tenant = NOBODY;
  private int cost = 1;
  private long latestStart;
  private volatile State state = State.OUT;

  // The room's.
  long since;
  long until;
  @Nullable TenantLine<T> line;
  @Nullable Ticket<T> older;
  @Nullable Ticket<T> newer;

  /** For those of one owner. */
  public Ticket(T owner) {
    this.owner = owner;
  }

  /**
   * Says whose the next request is; before it enters a room.
   *
   * @param newTenant with {@code equals} and {@code hashCode}
   * @param newCost what its tenant is charged when its turn comes, at least 1; the same for all if
   *     nothing is known
   * @param newLatestStart after this it need not begin any more: its deadline, less the time that
   *     it will take; of the room's clock
   */
  public void set(Priority newPriority, Object newTenant, int newCost, long newLatestStart) {
    priority = newPriority;
    tenant = newTenant;
    cost = Math.max(1, newCost);
    latestStart = newLatestStart;
    state = State.OUT;
  }

  public T owner() {
    return owner;
  }

  public Priority priority() {
    return priority;
  }

  public Object tenant() {
    return tenant;
  }

  public int cost() {
    return cost;
  }

  public long latestStart() {
    return latestStart;
  }

  public State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  /** How long it has waited, in nanoseconds. */
  public long waited(long now) {
    return now - since;
  }
}
