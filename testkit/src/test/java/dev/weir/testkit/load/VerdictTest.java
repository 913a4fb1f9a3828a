package dev.weir.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "LATEST_BILLS | 200 |"
            + " {\"took\":1,\"timed_out\":false,\"_shards\":{\"failed\":0},\"hits\":{}} | ``",
        "LATEST_BILLS | 200 |"
            + " {\"took\":1,\"timed_out\":true,\"_shards\":{\"failed\":0},\"hits\":{}} | timed out"
            + " in the cluster",
        "MERCHANT_MONTH | 200 | {\"took\":1,\"timed_out\":false,\"_shards\":{\"failed\":1}} |"
            + " failed shards",
        "COUNT | 200 | {\"count\":3,\"_shards\":{\"total\":3,\"failed\":0}} | ``",
        "GET_BILL | 404 | {\"found\":false} | HTTP 404",
        "GET_BILL | 200 | {\"_id\":\"b1\",\"found\":true} | ``",
        "BULK | 200 | {\"took\":3,\"errors\":false,\"items\":[]} | ``",
        "BULK | 200 | {\"took\":3,\"errors\":true,\"items\":[]} | failed items",
        "BULK | 503 | {} | HTTP 503",
      })
  void shouldTellSuccessFromFailure(Operation operation, int status, String body, String verdict) {
    assertThat(Verdict.of(operation, status, body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(verdict);
  }
}
