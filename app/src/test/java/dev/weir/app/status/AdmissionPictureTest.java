package dev.weir.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.demo.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionPictureTest {
  private static final long SECOND = 1_000_000_000;

  private final AdmissionPicture picture = new AdmissionPicture();

  private static Map<?, ?> limits(int refused) {
    return Map.of(
        "limits",
        List.of(
            Map.of(
                "name",
                "per-tenant",
                "mode",
                "enforce",
                "requests",
                500,
                "within_millis",
                1000,
                "refused",
                Map.of("campaigns", refused),
                "most_used",
                List.of(Map.of("key", "campaigns", "used", 500, "bound", 500)),
                "by_hand",
                Map.of(
                    "configured",
                    "2000 within 1000 ms",
                    "until",
                    "2026-11-21T13:10:00.123Z",
                    "why",
                    "a sale"))));
  }

  private static final Map<?, ?> LANES =
      Map.of(
          "lanes",
          List.of(
              Map.of(
                  "name",
                  "writers",
                  "mode",
                  "observe",
                  "active",
                  4,
                  "bound",
                  8,
                  "adaptive",
                  true,
                  "finding",
                  "slow_cluster",
                  "waiting",
                  3,
                  "most_waiting",
                  100,
                  "endpoints",
                  List.of("10.0.0.4:9200", "10.0.0.5:9200"),
                  "refused",
                  Map.of())));

  private static final Map<?, ?> SWITCHES =
      Map.of(
          "switches",
          List.of(
              Map.of(
                  "name",
                  "core-only",
                  "mode",
                  "enforce",
                  "on",
                  true,
                  "effects",
                  List.of("turns away below high", "no telemetry"),
                  "since",
                  "2026-11-21T12:59:00Z",
                  "from_memory",
                  Map.of("entries", 14, "bytes", 1 << 20, "max_bytes", 32 << 20, "hits", 9),
                  "cause",
                  "heap use of cluster [main] above 85 % for 10 s",
                  "signals",
                  List.of(
                      Map.of(
                          "name",
                          "heap use of cluster [main]",
                          "unit",
                          "%",
                          "value",
                          91.0,
                          "on_above",
                          85.0,
                          "on_after",
                          "10s",
                          "off_below",
                          68.0,
                          "off_after",
                          "30s",
                          "turned_it",
                          true)))));

  private List<String> look(int refused, long now) {
    return picture.of(limits(refused), LANES, SWITCHES, now).stream()
        .map(line -> Frame.line(line, Integer.MAX_VALUE, false))
        .toList();
  }

  @Test
  void shouldShowUseAgainstBoundAndWhoIsTurnedAwayAndWhy() {
    look(100, 5 * SECOND);
    List<String> lines = look(134, 7 * SECOND);

    assertThat(lines)
        .anyMatch(line -> line.matches(" +per-tenant +500/s +500/500 campaigns"))
        .contains("    turned away campaigns 17/s (134)")
        .contains("    on 10.0.0.4:9200, 10.0.0.5:9200")
        .contains("    answered 9 from memory: 14 answers in 1 MiB of 32")
        .contains("    by hand until 13:10:00, then 2000 within 1000 ms: a sale")
        .anyMatch(line -> line.matches(" +writers \\(observe\\) +4/8 found +3/100 +slow cluster"))
        .anyMatch(
            line ->
                line.contains(
                    "core-only               on  since 12:59:00  turns away below high; no"
                        + " telemetry"))
        .contains("    heap use of cluster [main] above 85 % for 10 s")
        .anyMatch(line -> line.contains("[main] 91.0 %  on above 85.0 for 10s, off below 68.0"));
  }

  @Test
  void shouldNotTakeAFirstLookForAFlood() {
    assertThat(look(100, 5 * SECOND)).contains("    turned away campaigns (100)");
    assertThat(look(100, 6 * SECOND)).contains("    turned away campaigns (100)");
  }
}
