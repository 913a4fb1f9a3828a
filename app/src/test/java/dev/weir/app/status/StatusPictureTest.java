package dev.weir.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.demo.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPictureTest {
  @Test
  void shouldShowEndpointsAndWhyTheyAreOutBreakersAndChanges() {
    Map<String, Object> answer =
        Map.of(
            "exchanges",
            4,
            "connections",
            7,
            "draining",
            false,
            "clusters",
            List.of(
                Map.of(
                    "name",
                    "main",
                    "endpoints",
                    List.of(
                        endpoint("10.0.0.1:9200", "up", "it was down"),
                        endpoint("10.0.0.2:9200", "silent", "no byte for 300 ms")),
                    "changes",
                    List.of(
                        Map.of(
                            "at",
                            "2026-11-21T06:14:58.123Z",
                            "change",
                            "endpoint_silent",
                            "subject",
                            "10.0.0.2:9200",
                            "cause",
                            "no byte")))),
            "breakers",
            List.of(
                Map.of(
                    "route",
                    "bills",
                    "cluster",
                    "main",
                    "state",
                    "recovering",
                    "share_percent",
                    30,
                    "cause",
                    "its time was over",
                    "standby",
                    "other-room",
                    "preference",
                    "automatic")));

    List<String> lines =
        StatusPicture.of(answer, List.of("limits"), Map.of(), "http://127.0.0.1:9280").stream()
            .map(line -> Frame.line(line, Integer.MAX_VALUE, false))
            .toList();

    assertThat(lines.getFirst()).contains("http://127.0.0.1:9280", "exchanges 4");
    assertThat(lines)
        .anyMatch(line -> line.matches(".*10\\.0\\.0\\.1:9200 +up +100 %.* 1\\.5 ms *"))
        .anyMatch(line -> line.contains("silent") && line.contains("no byte for 300 ms"))
        .anyMatch(
            line ->
                line.contains("recovering")
                    && line.contains("30 %")
                    && line.contains("to main, standby other-room (automatic)"))
        .anyMatch(line -> line.contains("06:14:58") && line.contains("endpoint_silent"));
  }

  @Test
  void shouldBearAnAnswerWithNothingInIt() {
    assertThat(StatusPicture.of(Map.of(), List.of(), Map.of(), "here")).hasSize(1);
    assertThat(new AdmissionPicture().of(Map.of(), Map.of(), Map.of(), 0)).isEmpty();
  }

  private static Map<String, Object> endpoint(String name, String state, String cause) {
    return Map.of(
        "name",
        name,
        "state",
        state,
        "cause",
        cause,
        "share_percent",
        100,
        "active",
        1,
        "requests",
        10,
        "failures",
        0,
        "check_ms",
        1.5);
  }
}
