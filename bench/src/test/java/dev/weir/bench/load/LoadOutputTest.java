package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadOutputTest {
  @Test
  void shouldReadWhatTheScriptOfWrkTells() {
    Wrk.Round round =
        Wrk.parse(
            "Running 5s test\n  1 threads\nfigures requests=120000 errors=2 micros=5000000\n");

    assertThat(round).isEqualTo(new Wrk.Round(120_000, 2, Duration.ofSeconds(5)));
    assertThat(round.perSecond()).isEqualTo(24_000);
  }

  @Test
  void shouldReadLatenciesInMilliseconds() {
    OpenLoopLoad.Round round =
        OpenLoopLoad.parse(
            "figures count=10 errors=0 p50=100000 p99=2500000 p999=3000000 max=3000000"
                + " late50=20000 late99=40000\n");

    assertThat(round).isEqualTo(new OpenLoopLoad.Round(10, 0, 0.1, 2.5, 3, 0.02, 0.04));
  }

  @Test
  void shouldComputeTheSpeedOfATransfer() {
    assertThat(TransferLoad.parse("figures bytes=1000000000 nanos=500000000").megabytesPerSecond())
        .isEqualTo(2000);
  }

  @Test
  void shouldShowOutputWithoutFigures() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect"))
        .hasMessageContaining("unable to connect");
  }

  @Test
  void shouldHandAPlanToAnotherProcess() {
    TransferPlan plan =
        new TransferPlan(TransferPlan.Direction.UP, 10, 8, 0, 1_000, Duration.ofSeconds(20));

    assertThat(TransferPlan.parse(plan.arguments())).isEqualTo(plan);
  }
}
