package dev.weir.flow.queue;

import org.jspecify.annotations.Nullable;

/** The requests of one tenant and one priority that wait, from the oldest to the newest. */
final class TenantLine<T> {
  private final Object tenant;
  private @Nullable Ticket<T> oldest;
  private @Nullable Ticket<T> newest;
  private int size;

  // The priority line's: when its next turn begins, by the tenants' common measure, and whether it
  // is among those whose turn may come.
  long start;
  long order;
  boolean queued;

  TenantLine(Object tenant) {
    this.tenant = tenant;
  }

  Object tenant() {
    return tenant;
  }

  @Nullable Ticket<T> oldest() {
    return oldest;
  }

  @Nullable Ticket<T> newest() {
    return newest;
  }

  int size() {
    return size;
  }

  void add(Ticket<T> ticket) {
    ticket.line = this;
    ticket.older = newest;
    ticket.newer = null;
    if (newest == null) {
      oldest = ticket;
    } else {
      newest.newer = ticket;
    }
    newest = ticket;
    size++;
  }

  void remove(Ticket<T> ticket) {
    Ticket<T> older = ticket.older;
    Ticket<T> newer = ticket.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    ticket.line = null;
    ticket.older = null;
    ticket.newer = null;
    size--;
  }
}
