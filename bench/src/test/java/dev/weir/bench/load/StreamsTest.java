package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.load.TransferPlan.Direction;
import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Stage;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamsTest {
  private static final long BYTES = 3_000_000;

  @ParameterizedTest
  @EnumSource
  void shouldMoveEveryByteBetweenClientAndNode(Direction direction) {
    try (Stage stage = new Stage()) {
      TransferLoad load = new TransferLoad(stage, new Cores("0", "0"));
      int node = load.startNode();

      TransferLoad.Moved moved =
          load.move(
              node, new TransferPlan(direction, BYTES, 3, 0, 5_000_000, Duration.ofSeconds(30)));

      assertThat(moved.bytes()).isEqualTo(BYTES);
      // One megabyte on each connection at five a second, less what the first slice runs ahead.
      assertThat(moved.duration()).isGreaterThan(Duration.ofMillis(150));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutWhatIsNotOverInTime(Direction direction) {
    try (Stage stage = new Stage()) {
      TransferLoad load = new TransferLoad(stage, new Cores("0", "0"));
      int node = load.startNode();
      long bytes = 200_000_000;

      TransferLoad.Moved moved =
          load.move(node, new TransferPlan(direction, bytes, 2, 0, 1_000, Duration.ofSeconds(3)));

      assertThat(moved.bytes()).isBetween(1L, bytes - 1);
      assertThat(moved.duration()).isBetween(Duration.ofMillis(2_900), Duration.ofSeconds(20));
    }
  }
}
