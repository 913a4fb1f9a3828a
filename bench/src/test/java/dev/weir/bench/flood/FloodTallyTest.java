package dev.weir.bench.flood;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.Operation;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodTallyTest {
  private final FloodTally tally = new FloodTally();

  @BeforeEach
  void begin() {
    tally.begin(Phase.CALM, seconds(10));
    tally.begin(Phase.FLOOD, seconds(20));
    tally.begin(Phase.AFTER, seconds(30));
  }

  @Test
  void shouldCountByWhenARequestWasDue() {
    tally.onEnd(Tenant.PAYMENTS, ended(9_999, 10, ""));
    tally.onEnd(Tenant.PAYMENTS, ended(19_999, 10, ""));
    tally.onEnd(Tenant.PAYMENTS, ended(20_000, 20, ""));
    tally.onEnd(Tenant.CAMPAIGNS, ended(29_999, 500, "HTTP 429"));
    tally.onEnd(Tenant.CAMPAIGNS, ended(30_000, 10, ""));

    assertThat(tally.good(Tenant.PAYMENTS, Phase.CALM)).isEqualTo(1);
    assertThat(tally.good(Tenant.PAYMENTS, Phase.FLOOD)).isEqualTo(1);
    assertThat(tally.latency(Tenant.PAYMENTS, Phase.FLOOD, 50)).isBetween(19.9, 20.1);
    assertThat(tally.bad(Tenant.CAMPAIGNS, Phase.FLOOD)).isEqualTo(1);
    assertThat(tally.causes(Tenant.CAMPAIGNS)).isEqualTo(Map.of("HTTP 429", 1L));
    assertThat(tally.good(Tenant.CAMPAIGNS, Phase.AFTER)).isEqualTo(1);
  }

  @Test
  void shouldTakeAnAnswerThatIsOfNoUseAnyMoreForAFailure() {
    tally.onEnd(Tenant.CAMPAIGNS, ended(21_000, 2_100, ""));

    assertThat(tally.bad(Tenant.CAMPAIGNS, Phase.FLOOD)).isEqualTo(1);
    assertThat(tally.causes(Tenant.CAMPAIGNS)).isEqualTo(Map.of("too late", 1L));
  }

  @Test
  void shouldTellWhenTheSteadyTenantIsServedAsBefore() {
    tally.onEnd(Tenant.PAYMENTS, ended(30_100, 100, ""));
    tally.onEnd(Tenant.PAYMENTS, ended(30_600, 100, ""));
    tally.onEnd(Tenant.PAYMENTS, ended(30_900, 10, ""));
    tally.onEnd(Tenant.CAMPAIGNS, ended(35_000, 900, ""));

    assertThat(tally.recovery(20)).isEqualTo(0.75);
    assertThat(tally.recovery(200)).isZero();

    tally.onEnd(Tenant.PAYMENTS, ended(31_100, 10, "HTTP 429"));

    assertThat(tally.recovery(200)).isEqualTo(1.25);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  /** A request that was due so many milliseconds after zero. */
  private static Ended ended(long due, long took, String verdict) {
    long at = TimeUnit.MILLISECONDS.toNanos(due);
    return new Ended(
        new Call(Operation.COUNT, "POST", "/bills/_count", ""),
        URI.create("http://127.0.0.1:9200"),
        at,
        at + TimeUnit.MILLISECONDS.toNanos(took),
        verdict,
        200,
        "{}");
  }
}
