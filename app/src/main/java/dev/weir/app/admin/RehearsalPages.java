package dev.weir.app.admin;

import dev.weir.app.config.bind.Durations;
import dev.weir.flow.standby.Standby;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes endpoints out and sends reads to a standby, each for a given time. What is wanted stands in
 * the query: {@code ?endpoint=10.0.0.2:9200&for=30s}.
 */
final class RehearsalPages {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Rehearsals rehearsals;

  RehearsalPages(Rehearsals rehearsals) {
    this.rehearsals = rehearsals;
  }

  /** Takes an endpoint out; {@code drain=true} closes its idle connections, too. */
  Answer hold(String cluster, @Nullable String query) {
    try {
      Map<String, String> wanted = parameters(query, List.of("endpoint", "for", "drain"));
      String endpoint = needed(wanted, "endpoint");
      Duration time = time(wanted);
      boolean drain = "true".equals(wanted.getOrDefault("drain", "false"));
      return rehearsals.hold(cluster, endpoint, drain, time)
          ? done(drain ? "draining" : "held", endpoint, time)
          : unknown(cluster, endpoint);
    } catch (IllegalArgumentException e) {
      return wrong(e);
    }
  }

  /** Takes an endpoint back, from a hold or an ejection. */
  Answer readmit(String cluster, @Nullable String query) {
    try {
      String endpoint = needed(parameters(query, List.of("endpoint")), "endpoint");
      return rehearsals.readmit(cluster, endpoint)
          ? done("readmitted", endpoint, Duration.ZERO)
          : unknown(cluster, endpoint);
    } catch (IllegalArgumentException e) {
      return wrong(e);
    }
  }

  /** Has reads go to the standby, or stay with the primary, or as it is best. */
  Answer standby(String cluster, @Nullable String query) {
    try {
      Map<String, String> wanted = parameters(query, List.of("prefer", "for"));
      Standby.Preference preference = preference(needed(wanted, "prefer"));
      Duration time = preference == Standby.Preference.AUTOMATIC ? Duration.ZERO : time(wanted);
      String said = preference.name().toLowerCase(Locale.ROOT);
      return rehearsals.prefer(cluster, preference, time)
          ? done("preference", said, time)
          : Answer.error(404, "no_standby", "no route to cluster " + cluster + " has a standby");
    } catch (IllegalArgumentException e) {
      return wrong(e);
    }
  }

  private static Standby.Preference preference(String text) {
    return Arrays.stream(Standby.Preference.values())
        .filter(preference -> preference.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "prefer: " + text + " (expected: automatic, primary or standby)"));
  }

  private static Duration time(Map<String, String> wanted) {
    Duration time = Durations.parse(needed(wanted, "for"));
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("for: " + wanted.get("for") + " (expected: 1ms to 1d)");
    }
    return time;
  }

  private static String needed(Map<String, String> wanted, String name) {
    String value = wanted.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name + ": missing from the query");
    }
    return value;
  }

  private static Map<String, String> parameters(@Nullable String query, List<String> known) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null ? List.<String>of() : List.of(query.split("&", -1))) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(name + ": unknown (expected: " + known + ")");
      }
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static Answer done(String what, String whom, Duration time) {
    return Answer.json(
        200,
        json -> {
          json.writeStringField(what, whom);
          if (time.isPositive()) {
            json.writeStringField("for", Durations.format(time));
          }
        });
  }

  private static Answer unknown(String cluster, String endpoint) {
    return Answer.error(
        404,
        "unknown_endpoint",
        endpoint + " in cluster " + cluster + " (GET /-/clusters lists them)");
  }

  private static Answer wrong(IllegalArgumentException mistake) {
    return Answer.error(400, "invalid_request", "nothing has changed: " + mistake.getMessage());
  }
}
