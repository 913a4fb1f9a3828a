package dev.weir.search.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.scroll.ScrollId;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFiguresTest {
  private static final String ANSWER =
      """
      {"took":37,"timed_out":false,"_shards":{"total":6,"successful":5,"skipped":2,"failed":1},\
      "hits":{"total":{"value":1234,"relation":"gte"},"max_score":1.0,"hits":[{"took":99}]}}\
      """;

  private static AnswerFigures read(String answer) {
    AnswerFigures figures = new AnswerFigures();
    for (byte each : answer.getBytes(StandardCharsets.UTF_8)) {
      if (!figures.take(each)) {
        break;
      }
    }
    return figures;
  }

  private static String told(AnswerFigures figures) {
    return figures.took()
        + " "
        + figures.timedOut()
        + " "
        + figures.shards()
        + " "
        + figures.skippedShards()
        + " "
        + figures.failedShards()
        + " "
        + figures.hits();
  }

  @Test
  void shouldTellWhatAnAnswerSays() {
    assertThat(told(read(ANSWER))).isEqualTo("37 false 6 2 1 1234");
    assertThat(read(ANSWER).isDone()).isTrue();
    assertThat(told(read(ANSWER.replace(":", " :\n ").replace("}", " } "))))
        .isEqualTo("37 false 6 2 1 1234");
  }

  @Test
  void shouldTellTheIdOfAScroll() {
    assertThat(read(ANSWER).scrollId()).isEqualTo(ScrollId.NONE);
    assertThat(read("{\n  \"_scroll_id\" : \"DXF1ZQ==\"").scrollId())
        .isEqualTo(ScrollId.of("DXF1ZQ=="));
    assertThat(read("{\"_scroll_id\":\"DXF1ZQ==").scrollId()).isEqualTo(ScrollId.NONE);
    assertThat(read("{\"x\":{\"_scroll_id\":\"DXF1ZQ==\"},\"took\":1}").scrollId())
        .isEqualTo(ScrollId.NONE);
    String endless = "FGluY2x1ZGVfY29udGV4dF91dWlk".repeat(40);
    assertThat(read("{\"_scroll_id\":\"" + endless).scrollId()).isEqualTo(ScrollId.of(endless));
    assertThat(told(read(ANSWER.replace("{\"took", "{\"_scroll_id\":\"" + endless + "\",\"took"))))
        .isEqualTo("37 false 6 2 1 1234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_scroll_id\":\"a\\\"}{\\\\\",\"took\"",
        "{\"phase_took\":{\"query\":[1,{\"took\":5}],\"x\":\"}\"},\"took\"",
        "{\"terminated_early\":true,\"num_reduce_phases\":3,\"took\"",
        "{\"_clusters\":{\"total\":2},\"pit_id\":\"x\",\"took\""
      })
  void shouldPassOverWhatElseStandsThere(String beginning) {
    assertThat(told(read(ANSWER.replace("{\"took\"", beginning)))).isEqualTo("37 false 6 2 1 1234");
  }

  @Test
  void shouldTellThatTheEngineHasGivenUp() {
    assertThat(read(ANSWER.replace("false", "true")).timedOut()).isTrue();
  }

  @Test
  void shouldTellTheTotalOfOldEngines() {
    assertThat(read("{\"took\":1,\"hits\":{\"total\":77,\"hits\":[]}}").hits()).isEqualTo(77);
  }

  @Test
  void shouldTellACount() {
    assertThat(
            told(
                read(
                    "{\"count\":5,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,"
                        + "\"failed\":0}}")))
        .isEqualTo("-1 false 1 0 0 -1");
  }

  @Test
  void shouldTellTheTimeOfManySearchesAndTheShardsOfTheFirst() {
    String first = ANSWER.replace("37", "5");
    assertThat(told(read("{\"took\":12,\"responses\":[" + first + "," + ANSWER + "]}")))
        .isEqualTo("12 false 6 2 1 1234");
  }

  @Test
  void shouldTellNothingOfWhatItDoesNotSay() {
    assertThat(told(read("{\"error\":{\"type\":\"x\"},\"status\":400}")))
        .isEqualTo("-1 false -1 0 0 -1");
    assertThat(told(read("<html>"))).isEqualTo("-1 false -1 0 0 -1");
    assertThat(told(read("{\"took\":1,\"hits\":{\"max_score\":null,\"hits\":[{\"total\":3}]}}")))
        .isEqualTo("1 false -1 0 0 -1");
  }

  @Test
  void shouldStopBeforeTheHits() {
    AnswerFigures figures = new AnswerFigures();
    byte[] bytes = ANSWER.getBytes(StandardCharsets.US_ASCII);
    int taken = 0;
    while (figures.take(bytes[taken])) {
      taken++;
    }
    assertThat(ANSWER.substring(taken)).startsWith(",\"relation\"");
  }

  @Test
  void shouldTellTheSameHoweverItIsCut() {
    byte[] bytes = ANSWER.getBytes(StandardCharsets.US_ASCII);
    for (int first = 0; first < bytes.length; first++) {
      for (int second = first; second < bytes.length; second += 7) {
        AnswerFigures figures = new AnswerFigures();
        boolean wanted =
            figures.take(bytes, 0, first)
                && figures.take(bytes, first, second)
                && figures.take(bytes, second, bytes.length);
        assertThat(wanted).isFalse();
        assertThat(told(figures)).isEqualTo(told(read(ANSWER)));
      }
    }
  }

  @Test
  void shouldBeginAnew() {
    AnswerFigures figures = read(ANSWER);
    figures.begin();
    assertThat(told(figures)).isEqualTo("-1 false -1 0 0 -1");
    assertThat(figures.isDone()).isFalse();
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(3);
    byte[] alphabet = "{}[]\":,tf0 \\_shards\"took\"".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 20_000; i++) {
      AnswerFigures figures = new AnswerFigures();
      byte[] bytes = new byte[60];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = alphabet[random.nextInt(alphabet.length)];
        figures.take(bytes[j]);
      }
      assertThat(figures.shards()).isGreaterThanOrEqualTo(-1);

      AnswerFigures inPieces = new AnswerFigures();
      int cut = random.nextInt(bytes.length);
      boolean wanted = inPieces.take(bytes, 0, cut) && inPieces.take(bytes, cut, bytes.length);
      assertThat(wanted).isEqualTo(!figures.isDone());
      assertThat(told(inPieces)).isEqualTo(told(figures));
    }
  }
}
