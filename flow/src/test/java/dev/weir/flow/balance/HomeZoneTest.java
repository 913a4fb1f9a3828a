package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HomeZoneTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final HomeZone zone = new HomeZone(0.7, 1);

  @Test
  void shouldKeepEverythingWhileEnoughAreWell() {
    assertThat(kept(zone, 10, 10)).isEqualTo(10_000);
    assertThat(kept(zone, 7, 10)).isEqualTo(10_000);
  }

  @Test
  void shouldKeepWhatTheRestCanBear() {
    assertThat(kept(zone, 35, 100)).isBetween(4800, 5200);
    assertThat(kept(zone, 7, 100)).isBetween(900, 1100);
  }

  @Test
  void shouldKeepNothingWithoutEnoughEndpoints() {
    assertThat(kept(zone, 0, 10)).isZero();
    assertThat(kept(zone, 0, 0)).isZero();
    assertThat(kept(new HomeZone(0.1, 3), 2, 2)).isZero();
  }

  private int kept(HomeZone of, int well, int all) {
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      kept += of.keeps(well, all, random) ? 1 : 0;
    }
    return kept;
  }
}
