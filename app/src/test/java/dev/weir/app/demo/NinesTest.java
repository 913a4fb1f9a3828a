package dev.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NinesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0",
    "89, 100, 0",
    "90, 100, 1",
    "99, 100, 2",
    "999, 1000, 3",
    "99998, 100000, 4",
    "99999, 100000, 5",
    "100000, 100000, 7",
  })
  void shouldCountLeadingNines(long succeeded, long requests, int nines) {
    assertThat(Nines.count(succeeded, requests)).isEqualTo(nines);
  }

  @Test
  void shouldNeverRoundUp() {
    assertThat(Nines.percent(99_999_999, 100_000_000)).isEqualTo("99.999 %");
    assertThat(Nines.percent(99_998, 100_000)).isEqualTo("99.998 %");
    assertThat(Nines.percent(5, 5)).isEqualTo("100 %");
  }

  @Test
  void shouldSpeakPlainly() {
    assertThat(Nines.words(99_998, 100_000)).isEqualTo("four nines");
    assertThat(Nines.words(95, 100)).isEqualTo("one nine");
    assertThat(Nines.words(7, 7)).isEqualTo("nothing failed");
    assertThat(Nines.words(0, 0)).isEqualTo("nothing asked yet");
  }
}
