package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFieldTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.25, 0.25",
    ".5, 0.5",
    "3., 3",
    "'TEXT cpu_utilization=0.3', 0.3",
    "'TEXT cpu_utilization=0.3, application_utilization=0.7', 0.7",
    "'TEXT application_utilization=0.7,mem_utilization=1', 0.7",
    "'cpu_utilization=12', 12",
  })
  void shouldReadALoad(String value, double load) {
    assertThat(read(value)).isEqualTo(load);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-1",
        "1e3",
        "NaN",
        "1.2.3",
        "1234567890123456",
        "TEXT",
        "TEXT cpu_utilization=",
        "TEXT cpu_utilization=x",
        "TEXT my_cpu_utilization=1",
        "JSON {\"cpu_utilization\":1}"
      })
  void shouldTakeAnythingElseForNoLoad(String value) {
    assertThat(read(value)).isEqualTo(LoadField.NONE);
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(42);
    String letters = "0123456789.=, TEXcpu_utilization";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        value.append(letters.charAt(random.nextInt(letters.length())));
      }

      assertThat(read(value.toString())).isGreaterThanOrEqualTo(LoadField.NONE);
    }
  }

  private static double read(String value) {
    byte[] bytes = ("x" + value + "9").getBytes(StandardCharsets.US_ASCII);
    return LoadField.read(bytes, 1, bytes.length - 1);
  }
}
