package dev.weir.gateway.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a route stops asking its cluster, and how it begins again. */
public record BreakerSettings(
    @Setting(value = "A request that takes longer until its answer's head is slow.", example = "1s")
        Duration slow,
    @Setting(
            value = "Percent of requests, slow and failed together, that is too much.",
            example = "50")
        int slowPercent,
    @Setting(
            value = "Percent of failed requests (no answer, 502, 503, 504) that is too much.",
            example = "50")
        int failurePercent,
    @Setting(value = "Requests in a second that make a judgement.", example = "20")
        int minimumRequests,
    @Setting(
            value = "Time that it must have been too much before the breaker opens.",
            example = "5s")
        Duration lasting,
    @Setting(
            value =
                "Time that the breaker stays open; twice as long each time that the recovery fails,"
                    + " up to eight times.",
            example = "5s")
        Duration open,
    @Setting(
            value = "Time that each tenth of the requests is held at least, while they come back.",
            example = "1s")
        Duration step,
    @Setting(
            value =
                "Something else that the cluster's answers depend on: an HTTP address. The breaker"
                    + " is open while it does not answer its checks.",
            example = "http://10.0.0.9:8080")
        @Nullable URI dependency) {

  public BreakerSettings {
    new Checks()
        .positive("slow", slow)
        .between(1, 100, "slow-percent", slowPercent)
        .between(1, 100, "failure-percent", failurePercent)
        .atLeast(1, "minimum-requests", minimumRequests)
        .that(lasting.compareTo(Duration.ofSeconds(1)) >= 0, "lasting", lasting, "at least 1s")
        .positive("open", open)
        .positive("step", step)
        .that(
            dependency == null || ClusterSettings.isNode(dependency),
            "dependency",
            dependency,
            "http://host:port or https://host:port")
        .done();
  }

  public static BreakerSettings defaults() {
    return new BreakerSettings(
        Duration.ofSeconds(1),
        50,
        50,
        20,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        null);
  }
}
