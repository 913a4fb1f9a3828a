package dev.weir.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.accesslog.AccessLogCounts;
import dev.weir.app.fakes.FakeExchange;
import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.BudgetStatus;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.CredentialsStatus;
import dev.weir.gateway.status.DemandStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.status.FleetStatus;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.gateway.status.HoldStatus;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.status.MemoryStatus;
import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.RepeatStatus;
import dev.weir.gateway.status.RewriteStatus;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.gateway.status.ScrollsStatus;
import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.gateway.status.TrimStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/reference/metrics.md against the registry. */
class MetricsReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(weir_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (weir_\\w+) (\\w+)", Pattern.MULTILINE);
  private static final Pattern SAMPLE =
      Pattern.compile("^(weir_\\w+)(?:\\{(.*)})? ", Pattern.MULTILINE);
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

  @Test
  void shouldTellEveryMetricWithItsTypeAndTags() throws IOException {
    String page = Files.readString(PAGE);

    Map<String, String> told = new TreeMap<>();
    ROW.matcher(page).results().forEach(row -> told.put(row.group(1), describe(row)));

    assertThat(told).isEqualTo(measured());
  }

  private static String describe(MatchResult row) {
    return row.group(2)
        + " "
        + Pattern.compile("`(\\w+)`")
            .matcher(row.group(3))
            .results()
            .map(tag -> tag.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> measured() throws IOException {
    String scrape = scrape();
    Map<String, TreeSet<String>> tags = new TreeMap<>();
    SAMPLE
        .matcher(scrape)
        .results()
        .forEach(
            sample ->
                tags.computeIfAbsent(
                        sample.group(1).replaceFirst("_(bucket|sum|count)$", ""),
                        name -> new TreeSet<>())
                    .addAll(
                        TAG.matcher(sample.group(2) == null ? "" : sample.group(2))
                            .results()
                            .map(tag -> tag.group(1))
                            .toList()));
    Map<String, String> measured = new TreeMap<>();
    TYPE.matcher(scrape)
        .results()
        .forEach(
            type -> measured.put(type.group(1), type.group(2) + " " + tags.get(type.group(1))));
    return measured;
  }

  private static AdmissionStatus admission() {
    Map<String, Long> refused = Map.of("bills", 2L);
    return new AdmissionStatus(
        List.of(
            new LimitStatus(
                "all",
                false,
                "all",
                "requests",
                10,
                Duration.ofSeconds(1),
                1,
                9,
                0,
                0,
                7,
                refused,
                "rest",
                refused,
                List.of())),
        new FleetStatus(
            "there", null, 3, 9, 1, 1, List.of(new BudgetStatus("all", 3.3, 3, 1, 4, 7))),
        List.of(
            new LaneStatus(
                "rest", "main", false, 10, true, "room", 3, 3, 0, 9, 7, 1, 5, 5, null, refused)),
        List.of(new DemandStatus("tenant", null, Duration.ofSeconds(1), 200, 0, 0, List.of())),
        List.of(degrade(refused)),
        List.of(new HoldStatus("limit", "all", "5", "10", Instant.EPOCH, "so")),
        List.of());
  }

  private static QueriesStatus queries() {
    Map<String, Long> counts = Map.of("bills", 2L);
    return new QueriesStatus(
        true,
        1,
        1,
        1,
        1,
        1,
        List.of(
            new RuleStatus(
                "deep-page", "so", "observe", 1, List.of(), null, counts, counts, counts, 1, null)),
        List.of(new FactStatus("main", 1, 1, 1, 1, 0, null)),
        List.of(new RewriteStatus("sorted-terms", "sorts", "equivalent", true, 3, 2, 1, 1)),
        new ScrollsStatus(Map.of("bills", 1), 1, 1, 1));
  }

  private static SwitchStatus degrade(Map<String, Long> refused) {
    Duration time = Duration.ofSeconds(1);
    return new SwitchStatus(
        "core-only",
        false,
        true,
        "so",
        91,
        Instant.EPOCH,
        null,
        1,
        2,
        refused,
        refused,
        refused,
        new MemoryStatus(1, 2, 3, 4, 5, 6, 7, 8),
        List.of(),
        List.of(new SignalStatus("heap use", "%", 91, 90, time, 80, time, true, null)));
  }

  private static String scrape() throws IOException {
    EndpointStatus endpoint =
        new EndpointStatus("10.0.0.1:9200", EndpointStatus.State.UP, null, 1, 2, 0, 10, 3);
    GatewayStatus status =
        new GatewayStatus(
            List.of(new ClusterStatus("main", List.of(endpoint), new RepeatStatus(1, 1, 1, 1, 1))),
            1,
            1,
            0,
            0,
            4096,
            "epoll",
            false,
            List.of(new BreakerStatus("bills", "main", "open", 0, "so", null, null, Map.of())),
            CredentialsStatus.NONE,
            admission(),
            queries(),
            TrimStatus.NONE);
    AccessLogCounts none =
        new AccessLogCounts() {
          @Override
          public long written() {
            return 0;
          }

          @Override
          public long dropped() {
            return 0;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Metrics metrics = new Metrics()) {
      metrics.observer().onEnd(FakeExchange.search(), FakeExchange.search());
      metrics.scrape(out, "text/plain; version=0.0.4", status, none, none, "1.0");
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
