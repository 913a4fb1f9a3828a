package dev.weir.bench.micro;

import dev.weir.flow.breaker.Breaker;
import dev.weir.flow.breaker.BreakerRule;
import dev.weir.flow.health.AnswerTimes;
import dev.weir.flow.health.Ejection;
import dev.weir.flow.health.FailureStreak;
import dev.weir.flow.health.Silence;
import dev.weir.flow.recovery.Steps;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a request pays for breakers and outliers: {@code breaker} for being let through and counted
 * by a breaker, beside Resilience4j's; {@code outliers} for asking three endpoints whether they are
 * well, and noting how the answer went; {@code both} for all of it. The state is shared, so that
 * more than one thread (-t) shows what sharing costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HealthBench {
  private static final int ENDPOINTS = 3;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** One endpoint's state, as the gateway holds it. */
  private static final class Health {
    private final Ejection ejection = new Ejection(5 * SECOND, 60 * SECOND);
    private final Silence silence = new Silence(150 * MILLI, 300 * MILLI);
    private final Steps steps = new Steps(500 * MILLI, 3);
    private final FailureStreak streak = new FailureStreak(5);

    private boolean isWell(long now, long ticket) {
      return !ejection.isEjected(now) && !silence.isFrozen() && steps.admits(ticket);
    }

    private void succeeded() {
      streak.success();
      steps.succeeded();
    }
  }

  /** What each event loop has for itself. */
  @State(Scope.Thread)
  public static class Loop {
    private final AnswerTimes times = new AnswerTimes();
    private long ticket;
    private long now = System.nanoTime();
  }

  private final Health[] endpoints = new Health[ENDPOINTS];
  private final Breaker breaker =
      new Breaker(
          new BreakerRule(SECOND, 50, 50, 20, 5 * SECOND, 5 * SECOND, 40 * SECOND, SECOND, 3));
  private final CircuitBreaker resilience =
      CircuitBreaker.of(
          "resilience4j",
          CircuitBreakerConfig.custom()
              .slidingWindowType(SlidingWindowType.TIME_BASED)
              .slidingWindowSize(5)
              .minimumNumberOfCalls(100)
              .slowCallDurationThreshold(Duration.ofSeconds(1))
              .build());

  public HealthBench() {
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints[i] = new Health();
    }
  }

  @Benchmark
  public boolean breaker(Loop loop) {
    boolean admitted = breaker.admits(loop.ticket++);
    breaker.record(loop.now, 10 * MILLI, false);
    return admitted;
  }

  @Benchmark
  public boolean resilience4j() {
    boolean admitted = resilience.tryAcquirePermission();
    resilience.onSuccess(10 * MILLI, TimeUnit.NANOSECONDS);
    return admitted;
  }

  @Benchmark
  public int outliers(Loop loop) {
    return judge(loop);
  }

  @Benchmark
  public int both(Loop loop) {
    boolean admitted = breaker.admits(loop.ticket);
    int well = judge(loop);
    breaker.record(loop.now, 10 * MILLI, false);
    return admitted ? well : -1;
  }

  private int judge(Loop loop) {
    long ticket = loop.ticket++;
    int well = 0;
    for (Health endpoint : endpoints) {
      well += endpoint.isWell(loop.now, ticket) ? 1 : 0;
    }
    endpoints[(int) (ticket % ENDPOINTS)].succeeded();
    loop.times.record((ticket & 63) * MILLI);
    return well;
  }
}
