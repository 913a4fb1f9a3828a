package dev.weir.search.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkReplayTest {
  private static final String INDEX =
      "{\"index\":{\"_index\":\"bills\",\"_id\":\"1\"}}\n{\"a\":1}\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        INDEX,
        INDEX + INDEX,
        INDEX + "\n\n" + INDEX,
        "{\"index\":{\"_id\":7}}\r\n{\"a\":{\"b\":[1,{}]}}\r\n",
        "{\"index\":{\"_id\":\"1\",\"routing\":\"x\",\"require_alias\":false}}\n{}\n",
        "{\"update\":{\"_id\":\"1\",\"retry_on_conflict\":3}}\n{\"doc\":{\"a\":1}}\n",
        "{\"update\":{\"_id\":\"1\"}}\n{\"doc\":{\"a\":1},\"doc_as_upsert\":true}\n",
        "{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}"
      })
  void shouldSendTwiceWhatLeavesTheSame(String bulk) {
    assertThat(isSafe(bulk)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "{}\n",
        "{\"index\":{}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":null}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":\"1\",\"if_seq_no\":3,\"if_primary_term\":1}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":\"1\",\"version\":3}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":\"1\",\"pipeline\":\"p\"}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":\"1\",\"op_type\":\"create\"}}\n{\"a\":1}\n",
        "{\"create\":{\"_id\":\"1\"}}\n{\"a\":1}\n",
        "{\"delete\":{\"_id\":\"1\"}}\n",
        "{\"update\":{\"_id\":\"1\"}}\n{\"script\":\"ctx._source.a++\"}\n",
        "{\"update\":{\"_id\":\"1\"}}\n{\"doc\":{},\"script\":{}}\n",
        "{\"update\":{\"_id\":\"1\"}}\n{\"upsert\":{}}\n",
        "{\"index\":{\"_id\":\"1\"}}\n",
        "{\"index\":{\"_id\":\"1\"},\"index\":{}}\n{\"a\":1}\n",
        "{\"index\":{\"_id\":\"1\"}} {}\n{\"a\":1}\n",
        "[\"index\"]\n{\"a\":1}\n",
        "{\"a\":1}",
        INDEX + "{\"delete\":{\"_id\":\"2\"}}\n"
      })
  void shouldNotSendTwiceWhatMayNotLeaveTheSame(String bulk) {
    assertThat(isSafe(bulk)).isFalse();
  }

  /** Any one changed byte of metadata may make it unsafe, but never breaks the reader. */
  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(11);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = (INDEX + INDEX).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      BulkReplay.isSafe(bytes, random.nextInt(bytes.length + 1));
    }
  }

  private static boolean isSafe(String bulk) {
    byte[] bytes = bulk.getBytes(StandardCharsets.UTF_8);
    return BulkReplay.isSafe(bytes, bytes.length);
  }
}
