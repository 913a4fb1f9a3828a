package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Many threads on one record, for longer than a stress test's two: bounds hold throughout. */
class SharedRecordTest {
  private static final int THREADS = 4;
  private static final int STEPS = 100_000;

  @Test
  void shouldStayWithinItsBoundsUnderManyThreads() throws Exception {
    EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);
    SplittableRandom seeds = new SplittableRandom(42);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        RandomGenerator random = seeds.split();
        runs.add(threads.submit(() -> use(record, random)));
      }
      for (Future<?> run : runs) {
        await(run);
      }
    }
  }

  private static void use(EndpointRecord record, RandomGenerator random) {
    Fault[] faults = Fault.values();
    for (int i = 0; i < STEPS; i++) {
      long now = i * 100_000L + random.nextInt(1_000_000);
      switch (random.nextInt(5)) {
        case 0 -> record.failed(faults[random.nextInt(faults.length)], now);
        case 1 -> record.answered(random.nextLong(1_000_000, 50_000_000), now);
        case 2 -> record.reported(random.nextDouble(), now);
        case 3 -> record.waited(random.nextLong(1_000_000, 50_000_000), now);
        default -> record.succeeded(now);
      }
      assertThat(record.weight(now)).isBetween(99, 2000);
      assertThat(record.latencyNanos(now)).isBetween(0.0, 50.1e6);
      assertThat(record.load(now)).isBetween(LoadReport.UNKNOWN, 1.0);
    }
  }

  private static void await(Future<?> run) throws Exception {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
