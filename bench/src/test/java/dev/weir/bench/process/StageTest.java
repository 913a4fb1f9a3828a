package dev.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void shouldEndServicesWithTheirChildrenAndRemoveItsFolder() {
    Stage stage = new Stage();
    Path folder = stage.folder("inner").getParent();
    Service service = stage.start("sleeper", List.of("sh", "-c", "sleep 60 & wait"));
    List<ProcessHandle> children = awaitChild(service);

    stage.close();

    assertThat(service.handle().isAlive()).isFalse();
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
  }

  @Test
  void shouldReturnWhatAProcessWrote() {
    try (Stage stage = new Stage()) {
      assertThat(stage.run("echo", List.of("echo", "hello"), Duration.ofSeconds(10)))
          .isEqualTo("hello\n");
    }
  }

  @Test
  void shouldShowTheLogOfAProcessThatFailed() {
    try (Stage stage = new Stage()) {
      List<String> command = List.of("sh", "-c", "echo no such thing; exit 3");

      assertThatThrownBy(() -> stage.run("broken", command, Duration.ofSeconds(10)))
          .isInstanceOf(BenchFailure.class)
          .hasMessageContaining("broken ended with exit code 3")
          .hasMessageContaining("no such thing");
    }
  }

  private static List<ProcessHandle> awaitChild(Service service) {
    return org.awaitility.Awaitility.await()
        .until(() -> service.handle().children().toList(), children -> !children.isEmpty());
  }
}
