package dev.weir.gateway.filter;

import java.util.Map;

/**
 * Makes filters from configuration. Found by {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services/dev.weir.gateway.filter.FilterFactory}.
 */
public interface FilterFactory {
  /** The name that configuration calls the filter by; unique on the class path. */
  String name();

  /**
   * Makes the filter. Called at start and at every reload, off the event loops.
   *
   * @param settings what configuration gave the filter
   * @throws IllegalArgumentException if a setting is unknown or wrong; the message says which
   */
  Filter create(Map<String, String> settings);
}
