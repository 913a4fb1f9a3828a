package dev.weir.search.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.Operation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are whole, so that they may be given again. */
class WholeAnswerTest {
  private static final String SHARDS = "\"_shards\":{\"total\":5,\"successful\":5,\"failed\":0}";
  private static final String WHOLE =
      "{\"took\":3,\"timed_out\":false," + SHARDS + ",\"hits\":{\"hits\":[]}}";

  private static boolean isWhole(Operation operation, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return WholeAnswer.isWhole(operation, new ByteArrayInputStream(bytes));
  }

  @Test
  void shouldTakeAnswersOfAllShardsInTime() {
    assertThat(isWhole(Operation.SEARCH, WHOLE)).isTrue();
    assertThat(isWhole(Operation.COUNT, "{\"count\":7," + SHARDS + "}")).isTrue();
    assertThat(isWhole(Operation.GET_DOCUMENT, "{\"found\":true}")).isTrue();
    assertThat(isWhole(Operation.MULTI_GET, "{\"docs\":[{\"found\":true},{\"found\":false}]}"))
        .isTrue();
    assertThat(
            isWhole(
                Operation.MULTI_SEARCH, "{\"took\":1,\"responses\":[" + WHOLE + "," + WHOLE + "]}"))
        .isTrue();
    assertThat(
            isWhole(
                Operation.SEARCH,
                "{\"timed_out\":false,"
                    + SHARDS
                    + ",\"_clusters\":{\"total\":2,\"successful\":2,\"skipped\":0},\"hits\":{}}"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timed_out\":true,\"_shards\":{\"failed\":0},\"hits\":{}}",
        "{\"timed_out\":false,\"_shards\":{\"failed\":1},\"hits\":{}}",
        "{\"timed_out\":false,\"hits\":{}}",
        "{\"_shards\":{\"failed\":0},\"hits\":{}}",
        "{\"_scroll_id\":\"x\",\"timed_out\":false,\"_shards\":{\"failed\":0},\"hits\":{}}",
        "{\"timed_out\":false,\"_shards\":{\"failed\":0},\"_clusters\":{\"skipped\":1},\"hits\":{}}",
        "{\"hits\":{\"hits\":[{\"timed_out\":false,\"_shards\":{\"failed\":0}}]}}",
        "{\"timed_out\":false,\"_shards\":{\"failed\":0}",
        "[]",
        "",
        "---\ntook: 3\n"
      })
  void shouldLeaveSearchesThatAreNotWholeOrDoNotTell(String json) {
    assertThat(isWhole(Operation.SEARCH, json)).isFalse();
  }

  @Test
  void shouldLeaveManyIfOneIsNotWhole() {
    String failed = "{\"error\":{\"type\":\"x\"},\"status\":400}";
    String late = WHOLE.replace("\"timed_out\":false", "\"timed_out\":true");

    assertThat(isWhole(Operation.MULTI_SEARCH, "{\"responses\":[" + WHOLE + "," + failed + "]}"))
        .isFalse();
    assertThat(isWhole(Operation.MULTI_SEARCH, "{\"responses\":[" + WHOLE + "," + late + "]}"))
        .isFalse();
    assertThat(isWhole(Operation.MULTI_SEARCH, "{\"took\":1}")).isFalse();
    assertThat(isWhole(Operation.MULTI_GET, "{\"docs\":[{\"found\":true},{\"error\":{}}]}"))
        .isFalse();
    assertThat(isWhole(Operation.COUNT, "{\"count\":7}")).isFalse();
  }

  @Test
  void shouldTellOfReadsAlone() {
    assertThat(isWhole(Operation.BULK, "{\"errors\":false,\"items\":[]}")).isFalse();
    assertThat(isWhole(Operation.CURSOR, WHOLE)).isFalse();
    assertThat(WholeAnswer.isTold(Operation.READ_ADMIN)).isFalse();
  }
}
