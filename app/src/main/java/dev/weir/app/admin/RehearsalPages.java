package dev.weir.app.admin;

import dev.weir.app.config.bind.Durations;
import dev.weir.flow.standby.Standby;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
      Query wanted = Query.of(query, List.of("endpoint", "for", "drain"));
      String endpoint = wanted.needed("endpoint");
      Duration time = wanted.time(LONGEST);
      boolean drain = "true".equals(wanted.or("drain", "false"));
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
      String endpoint = Query.of(query, List.of("endpoint")).needed("endpoint");
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
      Query wanted = Query.of(query, List.of("prefer", "for"));
      Standby.Preference preference = preference(wanted.needed("prefer"));
      Duration time =
          preference == Standby.Preference.AUTOMATIC ? Duration.ZERO : wanted.time(LONGEST);
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
