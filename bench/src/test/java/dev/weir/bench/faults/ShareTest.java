package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void shouldNeverRoundAFailureAway() {
    assertThat(Share.of(0, 1_000_000)).isEqualTo("100 %");
    assertThat(Share.of(1, 1_000_000)).isEqualTo("99.999 %");
    assertThat(Share.of(1, 100_000_000)).isEqualTo("99.999 %");
    assertThat(Share.of(45, 10_000)).isEqualTo("99.550 %");
    assertThat(Share.of(0, 0)).isEqualTo("–");
  }

  @Test
  void shouldCountNines() {
    assertThat(Share.nines(1, 1_000)).isEqualTo("3.0");
    assertThat(Share.nines(71, 1_000)).isEqualTo("1.1");
    assertThat(Share.nines(0, 10_000)).isEqualTo("> 4.0");
    assertThat(Share.nines(0, 0)).isEqualTo("–");
  }
}
