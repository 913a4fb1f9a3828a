package dev.weir.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line of JSON for each search that was slow. */
public record SlowLogSettings(
    @Setting(
            value = "What counts as slow, from the request's first byte to the answer's last.",
            example = "500ms")
        Duration over,
    @Setting(
            value = "File that lines are appended to. Absent: standard output.",
            example = "/var/log/weir/slow.log")
        @Nullable Path file,
    @Setting(
            value = "Lines in a second at most; further ones are dropped and counted.",
            example = "20")
        int perSecond) {

  public SlowLogSettings {
    new Checks().positive("over", over).between(1, 10_000, "per-second", perSecond).done();
  }

  public static SlowLogSettings defaults() {
    return new SlowLogSettings(Duration.ofSeconds(1), null, 100);
  }
}
