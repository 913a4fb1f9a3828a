package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeastTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final Balancer active = new Least(new ActiveRequests(), random);

  @Test
  void shouldChooseTheEndpointWithTheFewestRequests() {
    assertThat(active.choose(new Stage(3).active(3, 1, 2), 0)).isEqualTo(1);
  }

  @Test
  void shouldCountRequestsByWeight() {
    assertThat(active.choose(new Stage(3).active(3, 4, 3).weights(1000, 2000, 1000), 0))
        .isEqualTo(1);
  }

  @Test
  void shouldTakeTurnsAmongEquals() {
    assertThat(new Stage(3).counts(active, 300)).containsOnly(100);
  }

  @Test
  void shouldUseAnIdleClusterByWeight() {
    int[] counts = new Stage(3).weights(2000, 1000, 100).counts(active, 3100);

    assertThat(counts[0]).isBetween(1998, 2002);
    assertThat(counts[2]).isBetween(98, 102);
  }

  @Test
  void shouldChooseTheFewestConnectionsThenRequests() {
    Balancer connections = new Least(new OpenConnections(), random);
    Stage stage = new Stage(3).active(5, 2, 0);
    stage.connections[0] = 4;
    stage.connections[1] = 4;
    stage.connections[2] = 9;

    assertThat(connections.choose(stage, 0)).isEqualTo(1);
  }

  @Test
  void shouldChooseTheFastestForWhatIsOnItAlready() {
    Balancer peak = new Least(new PeakEwma(), random);

    assertThat(peak.choose(new Stage(2).latencies(10e6, 30e6).active(1, 1), 0)).isZero();
    assertThat(peak.choose(new Stage(2).latencies(10e6, 30e6).active(3, 0), 0)).isEqualTo(1);
  }

  @Test
  void shouldTryAnUnknownEndpointWithOneRequest() {
    Balancer peak = new Least(new PeakEwma(), random);
    Stage stage = new Stage(3).latencies(10e6, 0, 10e6);

    assertThat(peak.choose(stage, 0)).isEqualTo(1);
    stage.active[1] = 1;
    assertThat(peak.choose(stage, 0)).isNotEqualTo(1);
  }

  @Test
  void shouldChooseTheLeastBusyByItsOwnReport() {
    Balancer load = new Least(new ReportedLoad(), random);
    Stage stage = new Stage(3).loads(0.9, 0.2, 0.5);

    assertThat(load.choose(stage, 0)).isEqualTo(1);
    stage.active[1] = 4;
    assertThat(load.choose(stage, 0)).isEqualTo(2);
  }

  @Test
  void shouldAlwaysChooseTheLowestCost() {
    for (Measure measure :
        Stream.of(new ActiveRequests(), new OpenConnections(), new PeakEwma(), new ReportedLoad())
            .map(Measure.class::cast)
            .toList()) {
      Balancer balancer = new Least(measure, random);
      for (int round = 0; round < 3000; round++) {
        Stage stage = Stage.random(random);

        int chosen = balancer.choose(stage, 0);

        double lowest =
            IntStream.range(0, stage.size())
                .filter(i -> !stage.out[i])
                .mapToDouble(i -> measure.cost(stage, i))
                .min()
                .orElse(Double.NaN);
        if (chosen != Balancer.NONE) {
          assertThat(measure.cost(stage, chosen)).isEqualTo(lowest);
        }
      }
    }
  }
}
