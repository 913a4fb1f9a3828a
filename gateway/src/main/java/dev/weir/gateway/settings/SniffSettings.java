package dev.weir.gateway.settings;

import java.time.Duration;

/** Learning a cluster's nodes from the cluster itself. */
public record SniffSettings(
    @Setting(value = "Whether nodes are learned from the cluster.", example = "true")
        boolean enabled,
    @Setting(value = "Time between two looks.", example = "5s") Duration interval) {

  public SniffSettings {
    new Checks().positive("interval", interval).done();
  }

  public static SniffSettings defaults() {
    return new SniffSettings(false, Duration.ofSeconds(5));
  }
}
