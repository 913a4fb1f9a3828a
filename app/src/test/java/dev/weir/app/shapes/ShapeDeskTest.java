package dev.weir.app.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.shape.OrderStatus;
import dev.weir.gateway.shape.ShapeOrder;
import dev.weir.gateway.shape.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeDeskTest {
  @TempDir private Path folder = Path.of("");

  private static List<ShapeOrder> orders(ShapeDesk desk) {
    return desk.orders().stream().map(OrderStatus::order).toList();
  }

  @Test
  void shouldKeepWhatWasOrderedOverARestart() throws IOException {
    Path state = folder.resolve("deep/state");
    ShapeDesk before = ShapeDesk.open(new Shapes(), state);
    assertThat(before.keepsOrders()).isTrue();
    before.order(0x2a, 0, Duration.ZERO, Duration.ofMinutes(10), "the \"why\" of it");
    before.order(-1, 5, Duration.ofSeconds(2), Duration.ofDays(7), "b");
    before.order(3, 0, Duration.ZERO, Duration.ofMinutes(10), "c");
    assertThat(before.free(3)).isTrue();
    assertThat(before.free(3)).isFalse();

    ShapeDesk after = ShapeDesk.open(new Shapes(), state);

    assertThat(orders(after)).containsExactlyElementsOf(orders(before)).hasSize(2);
    assertThat(state.toFile().list()).containsExactly("shapes.json");
  }

  @Test
  void shouldEndWithTheProcessWithoutAFolder() throws IOException {
    ShapeDesk desk = ShapeDesk.open(new Shapes(), null);
    desk.order(1, 0, Duration.ZERO, Duration.ofMinutes(10), "a");

    assertThat(desk.keepsOrders()).isFalse();
    assertThat(orders(ShapeDesk.open(new Shapes(), null))).isEmpty();
  }

  @Test
  void shouldStartWhateverTheFileHolds() throws IOException {
    for (String text :
        List.of(
            "",
            "[]",
            "nonsense",
            "{\"orders\":[",
            "{\"orders\":[{\"shape\":\"x\"}],\"count\":1}",
            "{\"orders\":[],\"count\":2}",
            "{\"orders\":[{\"shape\":\"000000000000002a\",\"since\":\"x\",\"until\":\"y\"}],"
                + "\"count\":1}")) {
      Files.writeString(folder.resolve("shapes.json"), text);
      assertThat(orders(ShapeDesk.open(new Shapes(), folder))).as(text).isEmpty();
    }
  }
}
