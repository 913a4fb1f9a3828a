package dev.weir.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NodeStatsTest {
  @Test
  void shouldTakeTheMeanOfWhatNodesSay() throws IOException {
    NodeStats stats =
        NodeStats.read(
            """
            {"nodes": {
              "a": {"os": {"cpu": {"percent": 20, "load_average": {"1m": 3.5}}},
                    "jvm": {"mem": {"heap_used_percent": 60, "heap_used_in_bytes": 123}}},
              "b": {"os": {"cpu": {"percent": 40}, "mem": {"used_percent": 99, "percent": 1}},
                    "jvm": {"mem": {"heap_used_percent": 70}}},
              "c": {"os": {"cpu": {"percent": -1}}}}}
            """);

    assertThat(stats.cpuPercent()).isEqualTo(30);
    assertThat(stats.heapPercent()).isEqualTo(65);
  }

  @Test
  void shouldKnowNothingFromNothing() throws IOException {
    assertThat(NodeStats.read("{}").cpuPercent()).isNaN();
    assertThat(NodeStats.read("{\"nodes\":{}}").heapPercent()).isNaN();
    assertThat(NodeStats.read("[1, 2]").heapPercent()).isNaN();
    assertThat(NodeStats.read("").heapPercent()).isNaN();
    assertThatThrownBy(() -> NodeStats.read("{\"nodes\":")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NodeStats.read("<html>")).isInstanceOf(IOException.class);
  }
}
