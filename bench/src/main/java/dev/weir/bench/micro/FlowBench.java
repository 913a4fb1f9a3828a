package dev.weir.bench.micro;

import dev.weir.flow.balance.ActiveRequests;
import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.EndpointRecord;
import dev.weir.flow.balance.PeakEwma;
import dev.weir.flow.balance.PowerOfTwo;
import dev.weir.flow.breaker.Breaker;
import dev.weir.flow.breaker.BreakerRule;
import dev.weir.flow.deadline.Deadline;
import dev.weir.flow.health.AnswerTimes;
import dev.weir.flow.health.Ejection;
import dev.weir.flow.health.FailureStreak;
import dev.weir.flow.health.Silence;
import dev.weir.flow.recovery.Steps;
import dev.weir.flow.retry.LatencyWindow;
import dev.weir.flow.retry.RetryBudget;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Everything that the flow decides for one request that goes well, put together as the gateway puts
 * it: the breaker lets it through, its deadline is set and shrinks, one of three endpoints is
 * chosen among those that nothing speaks against, and the answer is told to all that learn by it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlowBench {
  private static final int ENDPOINTS = 3;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** What the balancer goes by. */
  public enum Policy {
    TWO_ACTIVE,
    TWO_PEAK_EWMA
  }

  /** One endpoint, as the gateway holds it. */
  private static final class Endpoint {
    private final AtomicInteger active = new AtomicInteger();
    private final EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);
    private final Ejection ejection = new Ejection(5 * SECOND, 60 * SECOND);
    private final Silence silence = new Silence(150 * MILLI, 300 * MILLI);
    private final Steps steps = new Steps(500 * MILLI, 3);
    private final FailureStreak streak = new FailureStreak(5);

    private boolean isWell(long now, long ticket) {
      return !ejection.isEjected(now) && !silence.isFrozen() && steps.admits(ticket);
    }
  }

  /** One event loop. */
  @State(Scope.Thread)
  public static class Loop implements Candidates {
    @Param private Policy policy = Policy.TWO_ACTIVE;

    private final Endpoint[] endpoints = new Endpoint[ENDPOINTS];
    private final Deadline deadline = new Deadline();
    private final RetryBudget budget = new RetryBudget(0.2, 10, 20, 0);
    private final LatencyWindow reads = new LatencyWindow(95, Duration.ofSeconds(5), 0);
    private final AnswerTimes times = new AnswerTimes();
    private final Breaker breaker =
        new Breaker(
            new BreakerRule(SECOND, 50, 50, 20, 5 * SECOND, 5 * SECOND, 40 * SECOND, SECOND, 3));
    private Balancer balancer = new PowerOfTwo(new ActiveRequests(), new SplittableRandom(1));
    private long now;
    private long ticket;

    /** All are well, and a few requests are under way everywhere. */
    @Setup
    public void fill() {
      SplittableRandom random = new SplittableRandom(42);
      balancer =
          new PowerOfTwo(
              policy == Policy.TWO_ACTIVE ? new ActiveRequests() : new PeakEwma(), random);
      for (int i = 0; i < ENDPOINTS; i++) {
        endpoints[i] = new Endpoint();
        endpoints[i].active.set(random.nextInt(5));
        endpoints[i].record.answered(random.nextLong(MILLI, 100 * MILLI), 0);
      }
    }

    @Override
    public int size() {
      return ENDPOINTS;
    }

    @Override
    public boolean isEligible(int endpoint) {
      return endpoints[endpoint].isWell(now, ticket);
    }

    @Override
    public int active(int endpoint) {
      return endpoints[endpoint].active.get();
    }

    @Override
    public int connections(int endpoint) {
      return endpoints[endpoint].active.get();
    }

    @Override
    public int weight(int endpoint) {
      return endpoints[endpoint].record.weight(now);
    }

    @Override
    public double latencyNanos(int endpoint) {
      return endpoints[endpoint].record.latencyNanos(now);
    }

    @Override
    public double load(int endpoint) {
      return endpoints[endpoint].record.load(now);
    }

    @Override
    public long identity(int endpoint) {
      return endpoint;
    }
  }

  /** From a request's arrival to its answer. */
  @Benchmark
  public long together(Loop loop) {
    loop.now += 10_000;
    loop.ticket++;
    if (!loop.breaker.admits(loop.ticket)) {
      return -1;
    }
    loop.deadline.clear();
    loop.deadline.within(loop.now, 30 * SECOND);
    loop.deadline.within(loop.now, 5 * SECOND);
    loop.budget.onRequest();
    Endpoint chosen = loop.endpoints[loop.balancer.choose(loop, loop.ticket)];
    chosen.active.incrementAndGet();
    long left = loop.deadline.left(loop.now);
    long hedgeAfter = loop.reads.quantile(loop.now);

    long took = 5 * MILLI + (loop.now & 0xfffff);
    chosen.active.decrementAndGet();
    chosen.record.answered(took, loop.now);
    if (chosen.record.canGain()) {
      chosen.record.succeeded(loop.now);
    }
    chosen.streak.success();
    chosen.steps.succeeded();
    loop.times.record(took);
    loop.reads.record(took, loop.now);
    loop.breaker.record(loop.now, took, false);
    return left + hedgeAfter;
  }
}
