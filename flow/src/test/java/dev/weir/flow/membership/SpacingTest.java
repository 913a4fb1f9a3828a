package dev.weir.flow.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpacingTest {
  private final Spacing spacing = new Spacing(100, 3_000);

  @Test
  void shouldTryAgainAtOnceThenEverLaterUpToABound() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 1000; round++) {
      assertThat(spacing.after(1, random)).isZero();
      assertThat(spacing.after(2, random)).isBetween(50L, 100L);
      assertThat(spacing.after(3, random)).isBetween(100L, 200L);
      assertThat(spacing.after(6, random)).isBetween(800L, 1_600L);
      assertThat(spacing.after(7, random)).isBetween(1_500L, 3_000L);
      assertThat(spacing.after(1_000_000, random)).isBetween(1_500L, 3_000L);
    }
  }
}
