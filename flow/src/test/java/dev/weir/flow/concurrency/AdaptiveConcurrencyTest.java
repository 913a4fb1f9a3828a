package dev.weir.flow.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.concurrency.ConcurrencyLimit.Finding;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveConcurrencyTest {
  private static final long MILLI = 1_000_000;
  private static final long TICK = ConcurrencyLimit.LOOK_NANOS;

  private final AdaptiveConcurrency limit =
      new AdaptiveConcurrency(AdaptiveConcurrency.Bounds.defaults());
  private final Random random = new Random(1);
  private long now;

  /** A cluster that works on so many at once; more wait for each other. */
  private void run(double seconds, double workers, double millis, double wanted) {
    long end = now + (long) (seconds * 1e9);
    while (now < end) {
      now += TICK;
      double active = Math.min(limit.limit(), wanted);
      double nanos = millis * MILLI * Math.max(1, active / workers);
      for (int i = 0; i < active * TICK / nanos; i++) {
        limit.record((long) (nanos * Math.exp(0.4 * random.nextGaussian())), Outcome.SERVED);
      }
      if (wanted > limit.limit()) {
        limit.reached();
      }
      limit.look(now);
    }
  }

  /** What the limit is on average. */
  private double average(double seconds, double workers, double millis) {
    double sum = 0;
    int steps = (int) (seconds * 10);
    for (int i = 0; i < steps; i++) {
      run(0.1, workers, millis, 1e6);
      sum += limit.limit();
    }
    return sum / steps;
  }

  @Test
  void shouldFindTheKneeFromBelow() {
    run(5, 100, 10, 1e6);

    assertThat(average(20, 100, 10)).isBetween(90.0, 140.0);
    assertThat(limit.finding()).isEqualTo(Finding.MANY_REQUESTS);
  }

  @Test
  void shouldFindTheKneeFromAbove() {
    AdaptiveConcurrency high =
        new AdaptiveConcurrency(new AdaptiveConcurrency.Bounds(800, 2, 1000));
    Model model = new Model(high);

    model.run(60, 40, 10);

    assertThat(high.limit()).isBetween(25, 70);
  }

  @Test
  void shouldFollowAKneeThatMoves() {
    run(10, 90, 10, 1e6);

    run(5, 30, 10, 1e6);
    assertThat(average(20, 30, 10)).isBetween(25.0, 45.0);

    run(5, 90, 10, 1e6);
    assertThat(average(20, 90, 10)).isBetween(80.0, 130.0);
  }

  @Test
  void shouldNotTakeASlowClusterForManyRequests() {
    run(20, 60, 10, 1e6);

    run(2, 60, 30, 1e6);

    assertThat(limit.finding()).isEqualTo(Finding.SLOW_CLUSTER);
    assertThat(average(10, 60, 30)).isBetween(52.0, 85.0);
    run(5, 60, 10, 1e6);
    assertThat(limit.finding()).isEqualTo(Finding.MANY_REQUESTS);
    assertThat(average(10, 60, 10)).isBetween(52.0, 85.0);
  }

  @Test
  void shouldLeaveALimitAloneThatNobodyReaches() {
    run(10, 100, 10, 10);

    assertThat(limit.limit()).isEqualTo(20);
    assertThat(limit.finding()).isEqualTo(Finding.ROOM);
  }

  @Test
  void shouldShrinkWhenRequestsAreTurnedAway() {
    run(5, 100, 10, 1e6);
    int before = limit.limit();

    for (int i = 0; i < 10; i++) {
      now += TICK;
      for (int j = 0; j < 50; j++) {
        limit.record(10 * MILLI, j % 2 == 0 ? Outcome.SERVED : Outcome.OVERLOADED);
      }
      limit.look(now);
    }

    assertThat(limit.limit()).isLessThan(before * 3 / 4);
  }

  @Test
  void shouldGoByFewRequestsWhenThereAreNoMore() {
    for (int i = 0; i < 10; i++) {
      now += TICK;
      limit.record(10 * MILLI, Outcome.SERVED);
      limit.record(10 * MILLI, Outcome.IGNORED);
      assertThat(limit.look(now)).isFalse();
    }
    assertThat(limit.aloneNanos()).isZero();
  }

  @Test
  void shouldStayWithinItsBounds() {
    AdaptiveConcurrency narrow =
        new AdaptiveConcurrency(new AdaptiveConcurrency.Bounds(10, 10, 12));

    new Model(narrow).run(20, 100, 10);
    assertThat(narrow.limit()).isBetween(10, 12);
    new Model(narrow).run(20, 1, 10);
    assertThat(narrow.limit()).isBetween(10, 12);
  }

  @Test
  void shouldRefuseBoundsThatMeanNothing() {
    assertThatThrownBy(() -> new AdaptiveConcurrency.Bounds(1, 2, 3)).hasMessage("first 1, 2 to 3");
  }

  /** Measurements are noisy, clusters are small: the work must go on all the same. */
  @Test
  void shouldKeepMostOfTheWorkGoingWhateverTheClusterIsLike() {
    for (int seed = 0; seed < 40; seed++) {
      Random any = new Random(seed);
      AdaptiveConcurrency found = new AdaptiveConcurrency(AdaptiveConcurrency.Bounds.defaults());
      Model model = new Model(found);
      double workers = 4 + any.nextInt(200);
      double millis = 1 + any.nextInt(200);
      model.run(60, workers, millis);

      double[] done = {0, 0};
      for (int i = 0; i < 300; i++) {
        model.run(0.1, workers, millis);
        done[0] += Math.min(1, found.limit() / workers);
        done[1] += found.limit() / workers;
      }

      assertThat(done[0] / 300).as("%s workers, %s ms", workers, millis).isGreaterThan(0.9);
      assertThat(done[1] / 300).as("%s workers, %s ms", workers, millis).isLessThan(1.8);
    }
  }

  /** Requests that differ, few workers, slow ones: all that makes a mean unsure. */
  @Test
  void shouldFindTheKneeWhereRequestsDiffer() {
    for (int workers : new int[] {2, 16, 100}) {
      for (double spread : new double[] {0.4, 1.0}) {
        for (double millis : new double[] {5, 50}) {
          Line line = new Line(workers, millis, spread);

          line.run(20);
          line.served = 0;
          double average = line.run(40);

          String what = workers + " workers, " + millis + " ms, spread " + spread;
          assertThat(line.served / (40 * workers * 1000 / millis)).as(what).isGreaterThan(0.85);
          assertThat(average / workers).as(what).isBetween(0.8, 1.9);
        }
      }
    }
  }

  /** Workers, and a line before them in which as many stand as the limit lets in. */
  private static final class Line {
    private final AdaptiveConcurrency limit =
        new AdaptiveConcurrency(AdaptiveConcurrency.Bounds.defaults());
    private final Random random = new Random(3);
    private final PriorityQueue<Long> free = new PriorityQueue<>();
    private final PriorityQueue<long[]> ends =
        new PriorityQueue<>(Comparator.comparingLong((long[] each) -> each[0]));
    private final double millis;
    private final double spread;
    private long now;
    private long nextLook;
    private double served;

    private Line(int workers, double millis, double spread) {
      this.millis = millis;
      this.spread = spread;
      for (int i = 0; i < workers; i++) {
        free.add(0L);
      }
    }

    private void begin() {
      long worked = (long) (millis * MILLI * Math.exp(spread * random.nextGaussian()));
      long begun = Math.max(now, free.remove());
      // As long on average as without any spread.
      long end = begun + (long) (worked * Math.exp(-spread * spread / 2));
      free.add(end);
      ends.add(new long[] {end, now});
    }

    /** For so many seconds; tells the average limit. */
    private double run(double seconds) {
      long until = now + (long) (seconds * 1e9);
      double sum = 0;
      int looks = 0;
      while (now < until) {
        while (ends.size() < limit.limit()) {
          begin();
        }
        limit.reached();
        if (nextLook <= ends.element()[0]) {
          now = nextLook;
          nextLook += TICK;
          limit.look(now);
          sum += limit.limit();
          looks++;
        } else {
          long[] over = ends.remove();
          now = over[0];
          served++;
          limit.record(now - over[1], Outcome.SERVED);
        }
      }
      return sum / looks;
    }
  }

  /** A cluster of which more is asked than it can do. */
  private static final class Model {
    private final AdaptiveConcurrency limit;
    private final Random random = new Random(2);
    private long now;

    private Model(AdaptiveConcurrency limit) {
      this.limit = limit;
    }

    private void run(double seconds, double workers, double millis) {
      long end = now + (long) (seconds * 1e9);
      while (now < end) {
        now += TICK;
        double nanos = millis * MILLI * Math.max(1, limit.limit() / workers);
        for (int i = 0; i < limit.limit() * TICK / nanos; i++) {
          limit.record((long) (nanos * Math.exp(0.4 * random.nextGaussian())), Outcome.SERVED);
        }
        limit.reached();
        limit.look(now);
      }
    }
  }
}
