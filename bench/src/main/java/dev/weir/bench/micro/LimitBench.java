package dev.weir.bench.micro;

import dev.weir.flow.concurrency.AdaptiveConcurrency;
import dev.weir.flow.concurrency.Outcome;
import dev.weir.flow.concurrency.Priority;
import dev.weir.flow.concurrency.PriorityShares;
import dev.weir.flow.lane.Lane;
import dev.weir.flow.lease.Ask;
import dev.weir.flow.lease.BudgetLease;
import dev.weir.flow.lease.LeaseRule;
import dev.weir.flow.limit.KeyedLimits;
import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule;
import dev.weir.flow.queue.Ticket;
import dev.weir.flow.queue.WaitingRoom;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a request pays for limits: each kind alone, beside Bucket4j's bucket; and {@code everything}
 * that a request is asked on its way in and out: three limits, one of them its tenant's, a lane,
 * and its adaptive concurrency. What is asked is shared, so that more than one thread (-t) shows
 * what sharing costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitBench {
  private static final long SECOND = 1_000_000_000;
  private static final int PLENTY = 1_000_000_000;

  /** An event loop looks at the clock once for so many requests. */
  private static final int TOGETHER = 32;

  private static final int TENANTS = 1000;
  private static final LimitRule BUCKET = new LimitRule.TokenBucket(PLENTY, SECOND, PLENTY);
  private static final LimitRule DRY = new LimitRule.TokenBucket(1, 3600 * SECOND, 1);

  /** What each event loop has for itself. */
  @State(Scope.Thread)
  public static class Loop {
    private final Ticket<String> ticket = new Ticket<>("request");
    private long now = System.nanoTime();
    private int turn;

    private long next() {
      turn = turn + 1 == TENANTS ? 0 : turn + 1;
      if (turn % TOGETHER == 0) {
        now = System.nanoTime();
      }
      return now;
    }
  }

  private final long begin = System.nanoTime();
  private final String[] tenants = new String[TENANTS];
  private final Limit tokenBucket = new Limit(BUCKET, begin);
  private final Limit leakyBucket =
      new Limit(new LimitRule.LeakyBucket(PLENTY, SECOND, SECOND), begin);
  private final Limit fixedWindow = new Limit(new LimitRule.FixedWindow(PLENTY, SECOND), begin);
  private final Limit slidingWindow = new Limit(new LimitRule.SlidingWindow(PLENTY, SECOND), begin);
  private final Limit dry = new Limit(DRY, begin);
  private final KeyedLimits<String> keyed =
      new KeyedLimits<>(tenant -> BUCKET, BUCKET, 2 * TENANTS, begin);
  private final BudgetLease lease =
      new BudgetLease(LeaseRule.of(new LimitRule.TokenBucket(PLENTY, SECOND, PLENTY)), 1, begin);
  private final AdaptiveConcurrency concurrency =
      new AdaptiveConcurrency(AdaptiveConcurrency.Bounds.defaults());
  private final Lane<String> lane =
      new Lane<>(
          concurrency,
          PriorityShares.defaults(),
          new WaitingRoom.Bounds(1000, SECOND, SECOND / 10),
          begin);
  private final Time time = new Time();
  private final Bucket bucket4j = bucket(PLENTY, Duration.ofSeconds(1), time);
  private final Bucket dryBucket4j = bucket(1, Duration.ofHours(1), time);

  /** Tenants whose names are known. */
  public LimitBench() {
    for (int i = 0; i < TENANTS; i++) {
      tenants[i] = "tenant " + i;
    }
    dry.admit(begin, 1);
    dryBucket4j.tryConsume(1);
  }

  /** Time that costs nothing to ask for, as Weir's does not. */
  private static final class Time implements TimeMeter {
    private volatile long now;

    @Override
    public long currentTimeNanos() {
      return now;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private static Bucket bucket(long permits, Duration period, TimeMeter time) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(permits).refillGreedy(permits, period))
        .withCustomTimePrecision(time)
        .build();
  }

  @Benchmark
  public long tokenBucket(Loop loop) {
    return tokenBucket.admit(loop.next(), 1);
  }

  @Benchmark
  public boolean tokenBucketOfBucket4j(Loop loop) {
    time.now = loop.next();
    return bucket4j.tryConsume(1);
  }

  /** With the time after which to come back. */
  @Benchmark
  public long refused(Loop loop) {
    return dry.admit(loop.next(), 1);
  }

  @Benchmark
  public long refusedByBucket4j(Loop loop) {
    time.now = loop.next();
    return dryBucket4j.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
  }

  @Benchmark
  public long leakyBucket(Loop loop) {
    return leakyBucket.hold(loop.next(), 1);
  }

  @Benchmark
  public long fixedWindow(Loop loop) {
    return fixedWindow.admit(loop.next(), 1);
  }

  @Benchmark
  public long slidingWindow(Loop loop) {
    return slidingWindow.admit(loop.next(), 1);
  }

  /** One of a thousand tenants. */
  @Benchmark
  public long keyed(Loop loop) {
    long now = loop.next();
    return keyed.admit(tenants[loop.turn], now, 1);
  }

  /** A share of a fleet's budget, with a store that answers at once. */
  @Benchmark
  public long leased(Loop loop) {
    long now = loop.next();
    long wait = lease.admit(now, 1);
    Ask ask = lease.ask(now);
    if (ask != null) {
      lease.granted(ask, ask.wanted(), 0, 0, now);
    }
    return wait;
  }

  @Benchmark
  public boolean lane(Loop loop) {
    return pass(loop, loop.next());
  }

  @Benchmark
  public boolean everything(Loop loop) {
    long now = loop.next();
    return tokenBucket.admit(now, 1) == 0
        && slidingWindow.admit(now, 1) == 0
        && keyed.admit(tenants[loop.turn], now, 1) == 0
        && pass(loop, now);
  }

  private boolean pass(Loop loop, long now) {
    loop.ticket.set(Priority.NORMAL, tenants[loop.turn], 1, now + SECOND);
    return lane.enter(loop.ticket, now) == Lane.Entry.ADMITTED
        && lane.leave(5_000_000 + (now & 0xfffff), Outcome.SERVED);
  }
}
