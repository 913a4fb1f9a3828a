package dev.weir.app.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.demo.Frame;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table on terminals of any size. */
class ShapesTableTest {
  private static final String ID = "1f3a9c0b77e2d411";

  private static final Map<?, ?> SHAPE =
      Map.ofEntries(
          Map.entry("id", ID),
          Map.entry("share", 0.8123),
          Map.entry("rate", 2.0),
          Map.entry("cost", 365.0),
          Map.entry("took_ms", 11_360.4),
          Map.entry("p50_ms", 340.0),
          Map.entry("p99_ms", 12_800.0),
          Map.entry("refused", 7),
          Map.entry("indices", Map.of("payments-of-all-years", 9)),
          Map.entry("rules", Map.of("too-many-buckets", 9)));

  private static final Map<?, ?> ORDER =
      Map.of("shape", ID, "set_to", "5/s", "until", "13:10", "refused", 3, "why", "too slow");

  private static List<String> drawn(int shapes, int orders, int width, int height) {
    Map<?, ?> page =
        Map.of(
            "rate",
            120.4,
            "cost_per_second",
            900.0,
            "known",
            shapes,
            "sort",
            "share",
            "shapes",
            Collections.nCopies(shapes, SHAPE),
            "orders",
            Collections.nCopies(orders, ORDER));
    return ShapesTable.of(page, "http://127.0.0.1:9280", width, height).stream()
        .map(line -> Frame.line(line, Integer.MAX_VALUE, false))
        .toList();
  }

  @Test
  void shouldShowIndicesAndRulesOnANarrowTerminal() {
    assertThat(drawn(1, 0, 80, 24))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .contains("shape             share  rate/s    took     p99  indices      rules")
        .contains(ID + "  81.2%     2.0 11360ms 12800ms  payments-of… too-many-buckets");
  }

  @Test
  void shouldShowAllWhereThereIsRoom() {
    assertThat(drawn(1, 0, 124, 24).getLast())
        .isEqualTo(
            ID
                + "  81.2%      2.0      365  11360ms    340ms  12800ms        7"
                + "  payments-of-all-years    too-many-buckets");
  }

  @Test
  void shouldLeaveRoomForWhatWasOrderedByHand() {
    List<String> one = drawn(40, 1, 80, 24);
    List<String> many = drawn(40, 40, 80, 24);

    assertThat(one).hasSize(24).endsWith("  " + ID + "  5/s until 13:10, has refused 3  too slow");
    assertThat(many).hasSizeLessThanOrEqualTo(24).contains("  and 34 more; --once shows all");
    assertThat(drawn(40, 40, Integer.MAX_VALUE, Integer.MAX_VALUE)).hasSize(3 + 40 + 2 + 40);
  }
}
