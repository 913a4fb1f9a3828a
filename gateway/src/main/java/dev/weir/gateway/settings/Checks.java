package dev.weir.gateway.settings;

import dev.weir.gateway.settings.InvalidSettings.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of one settings record, so that all of them are reported together. */
final class Checks {
  private final List<Problem> problems = new ArrayList<>();

  Checks that(boolean holds, String key, @Nullable Object value, String expected) {
    if (!holds) {
      problems.add(new Problem(key, value, expected));
    }
    return this;
  }

  Checks positive(String key, Duration value) {
    return that(value.isPositive(), key, value, "a duration above 0");
  }

  Checks notNegative(String key, Duration value) {
    return that(!value.isNegative(), key, value, "a duration of at least 0");
  }

  Checks atLeast(long least, String key, long value) {
    return that(value >= least, key, value, "at least " + least);
  }

  Checks between(long least, long most, String key, long value) {
    return that(value >= least && value <= most, key, value, "between " + least + " and " + most);
  }

  Checks name(String key, String value) {
    return that(
        value.matches("[a-z0-9][a-z0-9_-]{0,62}"),
        key,
        value,
        "1 to 63 lower-case letters, digits, '-' or '_'");
  }

  /** Throws {@link InvalidSettings} if anything was found. */
  void done() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }
}
