package dev.weir.search.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.answer.WholenessPeek.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholenessPeekTest {
  private static final String WHOLE =
      """
      {"took":3,"timed_out":false,"_shards":{"total":6,"successful":6,"skipped":0,"failed":0},\
      "hits":{"total":{"value":1}}}\
      """;
  private static final String PARTIAL =
      """
      {"took":3,"timed_out":false,"_shards":{"total":6,"successful":4,"skipped":0,"failed":2,\
      "failures":[{"shard":0}]},"hits":{}}\
      """;

  @Test
  void shouldTellAWholeAnswer() {
    assertThat(peek(WHOLE)).isEqualTo(Verdict.WHOLE);
    assertThat(peek(WHOLE.replace(":", " :\n ").replace("}", " }"))).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void shouldTellAPartialAnswer() {
    assertThat(peek(PARTIAL)).isEqualTo(Verdict.PARTIAL);
  }

  @Test
  void shouldTellWhetherItemsOfABulkFailed() {
    assertThat(peek("{\"took\":30,\"errors\":false,\"items\":[")).isEqualTo(Verdict.WHOLE);
    assertThat(peek("{\"took\":30,\"ingest_took\":2,\"errors\" : true ,"))
        .isEqualTo(Verdict.PARTIAL);
  }

  @Test
  void shouldPassOverStringsBeforeTheShards() {
    String scroll = WHOLE.replace("{\"took\"", "{\"_scroll_id\":\"a\\\"}{==\",\"took\"");

    assertThat(peek(scroll)).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void shouldDecideAsEarlyAsItCan() {
    WholenessPeek peek = new WholenessPeek();
    byte[] bytes = WHOLE.getBytes(StandardCharsets.US_ASCII);
    int taken = 0;
    while (peek.take(bytes[taken])) {
      taken++;
    }

    assertThat(WHOLE.substring(taken)).startsWith("},\"hits\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"hits\":{\"_shards\":{\"failed\":1}}}",
        "{\"_shards\":{}}",
        "{\"_shards\":{\"total\":1}}",
        "{\"_shards\":{\"failed\":null}}",
        "{\"_shards\":{\"failed\":-1}}",
        "{\"_shards\":{\"nodes\":[1],\"failed\":1}}",
        "{\"_shards\":[{\"failed\":1}]}",
        "{\"took\":1}",
        "{\"a\\u0022\":{",
        "<html>",
        "{1:2}",
        "{\"failed\":7}"
      })
  void shouldNotGuess(String answer) {
    assertThat(peek(answer)).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "12345678901234567890"})
  void shouldCountAnyNumberOfFailures(String failed) {
    assertThat(peek("{\"_shards\":{\"failed\":" + failed + "}}")).isEqualTo(Verdict.PARTIAL);
  }

  @Test
  void shouldWantMoreUntilItIsTold() {
    String start = WHOLE.substring(0, WHOLE.indexOf("failed"));

    assertThat(peek(start)).isEqualTo(Verdict.MORE);
    assertThat(peek("")).isEqualTo(Verdict.MORE);
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(5);
    byte[] words = "{}[]\":,\\0123 \n_shards failed tru".getBytes(StandardCharsets.US_ASCII);
    WholenessPeek peek = new WholenessPeek();
    for (int round = 0; round < 100_000; round++) {
      peek.begin();
      boolean wanted = true;
      byte[] bytes = new byte[60];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = words[random.nextInt(words.length)];
        wanted = wanted && peek.take(bytes[i]);
      }
      Verdict verdict = peek.verdict();
      assertThat(wanted).isEqualTo(verdict == Verdict.MORE);

      peek.begin();
      int cut = random.nextInt(bytes.length);
      assertThat(peek.take(bytes, 0, cut) && peek.take(bytes, cut, bytes.length)).isEqualTo(wanted);
      assertThat(peek.verdict()).isEqualTo(verdict);
    }
  }

  private static Verdict peek(String answer) {
    WholenessPeek peek = new WholenessPeek();
    for (byte next : answer.getBytes(StandardCharsets.ISO_8859_1)) {
      if (!peek.take(next)) {
        break;
      }
    }
    return peek.verdict();
  }
}
