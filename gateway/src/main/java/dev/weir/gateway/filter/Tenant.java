package dev.weir.gateway.filter;

import dev.weir.flow.concurrency.Priority;

/**
 * Whose request it is. Names come from the configuration only, so they are few.
 *
 * @param name the configured name; {@code unknown} for whoever is not known
 * @param priority how much its requests matter beside others'
 * @param deadlineNanos time that its requests have at most; 0 if it has set none
 */
public record Tenant(String name, Priority priority, long deadlineNanos) {
  /** Whoever has not been told apart, or not yet. */
  public static final Tenant UNKNOWN = new Tenant("unknown", Priority.NORMAL);

  /** Without a deadline of its own. */
  public Tenant(String name, Priority priority) {
    this(name, priority, 0);
  }
}
