package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
  private static final Path GUIDE = Path.of("../docs/guide/five-nines.md");

  @Test
  void shouldBeThoseThatTheGuideRecommends() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(EngineSettings.DOCUMENTED.node())
        .containsEntry("cluster.publish.timeout", "5s")
        .allSatisfy(
            (key, value) -> {
              if (!value.equals(EngineSettings.DEFAULT.node().get(key))) {
                assertThat(guide).contains(key + ": " + value);
              }
            });
    assertThat(guide)
        .contains("\"index.unassigned.node_left.delayed_timeout\": \"20s\"")
        .contains("\"cluster.fault_detection.follower_check.timeout\": \"500ms\"");
    assertThat(EngineSettings.DOCUMENTED.index()).contains("20s");
    assertThat(EngineSettings.DOCUMENTED.cluster()).contains("500ms");
  }

  @Test
  void shouldBeJsonWhereTheEngineWantsIt() throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (EngineSettings settings : EngineSettings.values()) {
      assertThat(json.readTree(settings.cluster()).has("persistent")).isTrue();
      assertThat(json.readTree(settings.index()).size()).isEqualTo(1);
    }
  }
}
