package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SameAnswerTest {
  private static final String ANSWER =
      "{\"took\":%d,\"timed_out\":false,\"_shards\":{\"total\":2,\"skipped\":%d},"
          + "\"hits\":{\"total\":{\"value\":2},\"max_score\":%s,\"hits\":[{\"_id\":\"%s\",\"took\":1},{}]}}";

  @Test
  void shouldPassOverWhatIsOfTheRun() throws IOException {
    assertThat(same(ANSWER.formatted(1, 0, "1.0", "a"), ANSWER.formatted(9, 1, "1.0", "a")))
        .isTrue();
  }

  @Test
  void shouldSeeEveryOtherDifference() throws IOException {
    String one = ANSWER.formatted(1, 0, "1.0", "a");
    assertThat(same(one, ANSWER.formatted(1, 0, "1.5", "a"))).isFalse();
    assertThat(same(one, ANSWER.formatted(1, 0, "null", "a"))).isFalse();
    assertThat(same(one, ANSWER.formatted(1, 0, "1.0", "b"))).isFalse();
    assertThat(same(one, one.replace("\"took\":1}", "\"took\":2}"))).isFalse();
    assertThat(same(one, one.replace(",{}]", "]"))).isFalse();
    assertThat(same(one, one + "{}")).isFalse();
  }

  @Test
  void shouldNotGuessOfWhatIsNoJson() {
    assertThatThrownBy(() -> same("{\"a\":", "{\"a\":")).isInstanceOf(IOException.class);
  }

  private static boolean same(String one, String other) throws IOException {
    return SameAnswer.is(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
