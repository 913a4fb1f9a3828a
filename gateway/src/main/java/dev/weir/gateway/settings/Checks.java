package dev.weir.gateway.settings;

import dev.weir.gateway.settings.InvalidSettings.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of one settings record, so that all of them are reported together. */
public final class Checks {
  private final List<Problem> problems = new ArrayList<>();

  public Checks that(boolean holds, String key, @Nullable Object value, String expected) {
    if (!holds) {
      problems.add(new Problem(key, value, expected));
    }
    return this;
  }

  public Checks positive(String key, Duration value) {
    return that(value.isPositive(), key, value, "a duration above 0");
  }

  public Checks notNegative(String key, Duration value) {
    return that(!value.isNegative(), key, value, "a duration of at least 0");
  }

  public Checks atLeast(long least, String key, long value) {
    return that(value >= least, key, value, "at least " + least);
  }

  public Checks between(long least, long most, String key, long value) {
    return that(value >= least && value <= most, key, value, "between " + least + " and " + most);
  }

  public Checks name(String key, String value) {
    return that(
        value.matches("[a-z0-9][a-z0-9_-]{0,62}"),
        key,
        value,
        "1 to 63 lower-case letters, digits, '-' or '_'");
  }

  /** Throws {@link InvalidSettings} if anything was found. */
  public void done() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }
}
