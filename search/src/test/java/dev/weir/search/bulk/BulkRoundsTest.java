package dev.weir.search.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkRoundsTest {
  private static final String INDEX = "{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\n";
  private static final String DELETE = "{\"delete\":{\"_id\":\"2\"}}\n";
  private static final String CREATE = "{\"create\":{\"_id\":\"3\"}}\n{\"a\":3}";

  @Test
  void shouldSendOnlyTheItemsAgainThatWereTurnedAway() {
    BulkRounds rounds = rounds(INDEX + DELETE + CREATE, false);

    assertThat(rounds.take(answer(true, item(1, 429), item(2, 200), item(3, 429)))).isTrue();

    assertThat(rounds.openCount()).isEqualTo(2);
    assertThat(new String(rounds.openItems(), UTF_8)).isEqualTo(INDEX + CREATE + "\n");
  }

  @Test
  void shouldGatherOneAnswerInTheOrderOfTheRequest() {
    BulkRounds rounds = rounds(INDEX + DELETE + CREATE, false);

    rounds.take(answer(true, item(1, 429), item(2, 404), item(3, 429)));
    rounds.take(answer(true, item(1, 201), item(3, 429)));

    assertThat(new String(rounds.openItems(), UTF_8)).isEqualTo(CREATE + "\n");
    assertThat(new String(rounds.answer(), UTF_8))
        .isEqualTo(new String(answer(true, item(1, 201), item(2, 404), item(3, 429)), UTF_8));
  }

  @Test
  void shouldTellThatNothingFailedInTheEnd() {
    BulkRounds rounds = rounds(INDEX + DELETE, false);

    rounds.take(answer(true, item(1, 429), item(2, 200)));
    rounds.take(answer(false, item(1, 200)));

    assertThat(rounds.openCount()).isZero();
    assertThat(new String(rounds.answer(), UTF_8))
        .isEqualTo(new String(answer(false, item(1, 200), item(2, 200)), UTF_8));
  }

  @Test
  void shouldSendItemsThatWereUnavailableAgainOnlyIfThatDoesNoHarm() {
    BulkRounds harmless = rounds(INDEX, true);
    BulkRounds harmful = rounds(INDEX, false);

    harmless.take(answer(true, item(1, 503)));
    harmful.take(answer(true, item(1, 503)));

    assertThat(harmless.openCount()).isEqualTo(1);
    assertThat(harmful.openCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"errors\":true}",
        "{\"errors\":true,\"items\":[]}",
        "{\"errors\":true,\"items\":[{\"index\":{\"status\":429}}",
        "{\"errors\":true,\"items\":[1]}",
        "{\"error\":{},\"status\":400}"
      })
  void shouldTakeNothingThatIsNoAnswer(String json) {
    BulkRounds rounds = rounds(INDEX, false);

    assertThat(rounds.take(json.getBytes(UTF_8))).isFalse();
    assertThat(rounds.isBegun()).isFalse();
    assertThat(rounds.openCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"index\":{}}\n", "index\n{}\n", "{\"index\":{}}\n{}\n{\"update\":{}}"})
  void shouldNotCutWhatDoesNotPairUp(String bulk) {
    assertThat(BulkItems.of(bulk.getBytes(UTF_8))).isNull();
  }

  /** However items fail and come back, the answer holds each item's last answer, in order. */
  @Test
  void shouldKeepTheOrderThroughAnyRounds() {
    Random random = new Random(9);
    for (int round = 0; round < 500; round++) {
      int count = 1 + random.nextInt(30);
      List<Integer> open = new ArrayList<>();
      int[] last = new int[count];
      for (int i = 0; i < count; i++) {
        open.add(i);
      }
      BulkRounds rounds = rounds(INDEX.repeat(count), false);
      while (!open.isEmpty()) {
        List<String> items = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int item : open) {
          last[item] = random.nextInt(3) == 0 ? 429 : 200 + random.nextInt(2);
          items.add(item(item, last[item]));
          if (last[item] == 429) {
            left.add(item);
          }
        }
        assertThat(rounds.take(answer(true, items.toArray(String[]::new)))).isTrue();
        open = left;
        assertThat(rounds.openCount()).isEqualTo(open.size());
        assertThat(new String(rounds.openItems(), UTF_8)).isEqualTo(INDEX.repeat(open.size()));
      }
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        expected.add(item(i, last[i]));
      }
      assertThat(new String(rounds.answer(), UTF_8))
          .isEqualTo(new String(answer(false, expected.toArray(String[]::new)), UTF_8));
    }
  }

  private static BulkRounds rounds(String bulk, boolean idempotent) {
    return new BulkRounds(Objects.requireNonNull(BulkItems.of(bulk.getBytes(UTF_8))), idempotent);
  }

  private static String item(int id, int status) {
    return "{\"index\":{\"_id\":\""
        + id
        + "\",\"_shards\":{\"failed\":0},\"status\":"
        + status
        + "}}";
  }

  private static byte[] answer(boolean errors, String... items) {
    return ("{\"took\":3,\"errors\":" + errors + ",\"items\":[" + String.join(",", items) + "]}")
        .getBytes(UTF_8);
  }
}
