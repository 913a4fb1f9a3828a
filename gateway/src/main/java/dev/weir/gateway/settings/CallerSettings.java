package dev.weir.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a request says how long its caller waits. It can only shorten what is configured. */
public record CallerSettings(
    @Setting(
            value =
                "Header in which a caller says how many milliseconds it still waits; passed on with"
                    + " what is left. None: no header is looked at.",
            example = "X-Request-Timeout-Ms")
        @Nullable String timeoutHeader,
    @Setting(
            value =
                "Header in which a caller says until when it waits, in milliseconds since 1970 by"
                    + " its own clock; passed on as it is.",
            example = "X-Request-Deadline")
        @Nullable String deadlineHeader,
    @Setting(
            value =
                "By how much the clocks of callers may differ from this one; a deadline is taken to"
                    + " be so much later.",
            example = "100ms")
        Duration clockSkew) {

  public CallerSettings {
    new Checks()
        .that(isHeader(timeoutHeader), "timeout-header", timeoutHeader, "the name of a header")
        .that(isHeader(deadlineHeader), "deadline-header", deadlineHeader, "the name of a header")
        .notNegative("clock-skew", clockSkew)
        .done();
  }

  private static boolean isHeader(@Nullable String name) {
    return name == null || name.matches("[A-Za-z0-9-]{1,64}");
  }

  /** No header is looked at. */
  public static CallerSettings defaults() {
    return new CallerSettings(null, null, Duration.ofMillis(100));
  }

  /** Whether any header is looked at. */
  public boolean isAsked() {
    return timeoutHeader != null || deadlineHeader != null;
  }
}
