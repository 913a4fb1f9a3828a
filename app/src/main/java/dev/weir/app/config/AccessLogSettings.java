package dev.weir.app.config;

import dev.weir.gateway.settings.Checks;
import dev.weir.gateway.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A line of JSON for each exchange that is over. */
public record AccessLogSettings(
    @Setting(
            value = "File that lines are appended to. Absent: standard output.",
            example = "/var/log/weir/access.log")
        @Nullable Path file,
    @Setting(
            value =
                "Lines that may wait to be written; further ones are dropped and counted, so that"
                    + " a slow disk never holds up a request.",
            example = "8192")
        int queue) {

  public AccessLogSettings {
    new Checks().between(1, 1_048_576, "queue", queue).done();
  }

  public static AccessLogSettings defaults() {
    return new AccessLogSettings(null, 8192);
  }
}
