package dev.weir.gateway.filter;

import dev.weir.flow.concurrency.Priority;

/**
 * Whose request it is. Names come from the configuration only, so they are few.
 *
 * @param name the configured name; {@code unknown} for whoever is not known
 * @param priority how much its requests matter beside others'
 */
public record Tenant(String name, Priority priority) {
  /** Whoever has not been told apart, or not yet. */
  public static final Tenant UNKNOWN = new Tenant("unknown", Priority.NORMAL);
}
