package dev.weir.gateway.filtering;

import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.FilterFactory;
import dev.weir.gateway.settings.FilterSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands filters that a test has made to the gateway, by way of the ServiceLoader. */
public final class RegisteredFilters implements FilterFactory {
  private static final Map<String, Filter> FILTERS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Settings that make the gateway use this filter. */
  static FilterSettings use(Filter filter) {
    String number = String.valueOf(NUMBERS.incrementAndGet());
    FILTERS.put(number, filter);
    return new FilterSettings("registered", Map.of("number", number));
  }

  @Override
  public String name() {
    return "registered";
  }

  @Override
  public Filter create(Map<String, String> settings) {
    Filter filter = FILTERS.get(settings.getOrDefault("number", ""));
    if (filter == null) {
      throw new IllegalArgumentException("number: " + settings + " (expected: a known one)");
    }
    return filter;
  }
}
