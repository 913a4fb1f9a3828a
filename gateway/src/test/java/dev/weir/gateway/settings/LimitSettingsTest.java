package dev.weir.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Other rates of a limit. */
class LimitSettingsTest {
  private static final LimitSettings USUAL = LimitSettings.defaults();

  private static double perSecond(LimitSettings limit) {
    return limit.requests() * 1e9 / limit.within().toNanos();
  }

  @Test
  void shouldLowerARateToAPartOfIt() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      int requests = 1 + random.nextInt(random.nextBoolean() ? 20 : 1_000_000);
      LimitSettings limit =
          USUAL.withRate(requests, Duration.ofMillis(10 + random.nextInt(60_000)));
      int percent = 1 + random.nextInt(99);

      double part = perSecond(limit.lowered(percent)) / perSecond(limit);

      // Down to the next whole request.
      double coarse = requests * percent < 100 ? 1e-6 : 1.0 / requests;
      assertThat(part).isBetween(percent / 100.0 - coarse, percent / 100.0 + 1e-6);
    }
  }

  @Test
  void shouldSaveUpAccordingToTheRate() {
    LimitSettings bursts = withBurst(4_000);

    assertThat(bursts.withRate(500, Duration.ofSeconds(1)).burst()).isEqualTo(2_000);
    assertThat(bursts.withRate(1, Duration.ofHours(1)).burst()).isEqualTo(1);
    assertThat(bursts.lowered(25).burst()).isEqualTo(1_000);
    assertThat(USUAL.lowered(25).burst()).isZero();
  }

  private static LimitSettings withBurst(int burst) {
    return new LimitSettings(
        USUAL.name(),
        USUAL.by(),
        USUAL.header(),
        USUAL.counts(),
        USUAL.requests(),
        USUAL.within(),
        burst,
        USUAL.algorithm(),
        USUAL.fleet(),
        USUAL.maxWait(),
        USUAL.overLane(),
        USUAL.tenants(),
        USUAL.exempt(),
        USUAL.operations(),
        USUAL.indices(),
        USUAL.maxKeys(),
        USUAL.mode());
  }
}
