package dev.weir.gateway.filter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was turned away. Written as {@code {"error":{"root_cause":[…],"type","reason",…},
 * "status"}}, which search clients parse into their own exceptions.
 *
 * @param status 400 to 599
 * @param type what went wrong, in snake case: {@code rate_limit_exceeded_exception}
 * @param reason one sentence for people: what was measured, what the limit is, what to do
 * @param retryAfter when to come back, where waiting helps
 * @param details further facts, in order: rule, limit, measured value
 */
public record Refusal(
    int status,
    String type,
    String reason,
    @Nullable Duration retryAfter,
    Map<String, String> details) {

  public Refusal {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
    }
    details = new LinkedHashMap<>(details);
  }

  public static Refusal of(int status, String type, String reason) {
    return new Refusal(status, type, reason, null, Map.of());
  }

  public Refusal withRetryAfter(Duration wait) {
    return new Refusal(status, type, reason, wait, details);
  }

  public Refusal withDetail(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Refusal(status, type, reason, retryAfter, more);
  }
}
