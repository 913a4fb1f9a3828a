package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.app.config.bind.Durations;
import dev.weir.gateway.settings.RuleMode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets limits, lanes, switches and rules for a given time, and takes that back. What is wanted
 * stands in the query: {@code ?rate=500/s&for=10m}.
 */
final class ByHandPages {
  static final Duration LONGEST = Duration.ofDays(7);
  private static final int LONGEST_REASON = 200;

  private final ByHand byHand;

  ByHandPages(ByHand byHand) {
    this.byHand = byHand;
  }

  Answer limit(String name, @Nullable String query) {
    return answering(
        () -> {
          Query wanted = Query.of(query, List.of("rate", "for", "why"));
          String text = wanted.needed("rate");
          Rate rate = Rate.parse(text);
          Duration time = wanted.time(LONGEST);
          return byHand.setLimit(name, rate.requests(), rate.within(), time, why(wanted))
              ? done("limit", name, text, time)
              : unknown("limit", name, "limits");
        });
  }

  Answer lane(String name, @Nullable String query) {
    return answering(
        () -> {
          Query wanted = Query.of(query, List.of("bound", "for", "why"));
          String text = wanted.needed("bound");
          if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("bound: " + text + " (expected: 1 to 999999)");
          }
          Duration time = wanted.time(LONGEST);
          return byHand.setLane(name, Integer.parseInt(text), time, why(wanted))
              ? done("lane", name, text, time)
              : unknown("lane", name, "lanes");
        });
  }

  Answer turn(String name, @Nullable String query) {
    return answering(
        () -> {
          Query wanted = Query.of(query, List.of("turn", "for", "why"));
          String text = wanted.needed("turn");
          if (!text.equals("on") && !text.equals("off")) {
            throw new IllegalArgumentException("turn: " + text + " (expected: on or off)");
          }
          Duration time = wanted.time(LONGEST);
          return byHand.turn(name, text.equals("on"), time, why(wanted))
              ? done("switch", name, text, time)
              : unknown("switch", name, "switches");
        });
  }

  Answer rule(String name, @Nullable String query) {
    return answering(
        () -> {
          Query wanted = Query.of(query, List.of("mode", "for", "why"));
          String text = wanted.needed("mode");
          RuleMode mode =
              Arrays.stream(RuleMode.values())
                  .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                  .findAny()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "mode: " + text + " (expected: off, observe, warn or enforce)"));
          Duration time = wanted.time(LONGEST);
          return byHand.setRule(name, mode, time, why(wanted))
              ? done("rule", name, text, time)
              : unknown("rule", name, "rules");
        });
  }

  Answer ruleBack(String name, @Nullable String query) {
    return back("rule", name, query, byHand::ruleBack, "rules");
  }

  Answer limitBack(String name, @Nullable String query) {
    return back("limit", name, query, byHand::limitBack, "limits");
  }

  Answer laneBack(String name, @Nullable String query) {
    return back("lane", name, query, byHand::laneBack, "lanes");
  }

  Answer letGo(String name, @Nullable String query) {
    return back("switch", name, query, byHand::letGo, "switches");
  }

  private static Answer back(
      String kind, String name, @Nullable String query, Predicate<String> takeBack, String page) {
    return answering(
        () -> {
          var _ = Query.of(query, List.of());
          return takeBack.test(name)
              ? Answer.json(
                  200,
                  json -> {
                    json.writeStringField(kind, name);
                    json.writeStringField("set_to", "configured");
                  })
              : unknown(kind, name, page);
        });
  }

  /** Why something is done; fit to be shown and logged. */
  static String why(Query wanted) {
    String why = wanted.or("why", "no reason given");
    boolean fits =
        !why.isBlank()
            && why.length() <= LONGEST_REASON
            && why.chars().noneMatch(Character::isISOControl)
            && why.indexOf('"') < 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "why: (expected: a line of up to " + LONGEST_REASON + " characters without quotes)");
    }
    return why;
  }

  private static Answer answering(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "invalid_request", "nothing has changed: " + e.getMessage());
    }
  }

  private static Answer done(String kind, String name, String value, Duration time) {
    return Answer.json(
        200,
        json -> {
          json.writeStringField(kind, name);
          json.writeStringField("set_to", value);
          writeTime(json, time);
        });
  }

  /** For how long something is done from now on. */
  static void writeTime(JsonGenerator json, Duration time) throws IOException {
    json.writeStringField("for", Durations.format(time));
    json.writeStringField("until", seconds(Instant.now().plus(time)));
  }

  /** A time as people want to read it. */
  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Answer unknown(String kind, String name, String page) {
    return Answer.error(
        404, "unknown_" + kind, name + " (GET /-/" + page + " lists what there is)");
  }
}
