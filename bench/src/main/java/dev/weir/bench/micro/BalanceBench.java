package dev.weir.bench.micro;

import dev.weir.flow.balance.ActiveRequests;
import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.ConsistentHash;
import dev.weir.flow.balance.EndpointRecord;
import dev.weir.flow.balance.Least;
import dev.weir.flow.balance.OpenConnections;
import dev.weir.flow.balance.PeakEwma;
import dev.weir.flow.balance.PowerOfTwo;
import dev.weir.flow.balance.ReportedLoad;
import dev.weir.flow.balance.RoundRobin;
import dev.weir.flow.balance.SmoothWeightedRoundRobin;
import dev.weir.flow.balance.WeightedRandom;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One choice of an endpoint, by every policy, and what is recorded of one request. A few requests
 * are under way everywhere, so that costs differ.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BalanceBench {
  /** A balancer, as settings may ask for it. */
  public enum Policy {
    LEAST_ACTIVE,
    LEAST_CONNECTIONS,
    PEAK_EWMA,
    REPORTED_LOAD,
    TWO_ACTIVE,
    TWO_PEAK_EWMA,
    TWO_REPORTED_LOAD,
    ROUND_ROBIN,
    WEIGHTED_ROUND_ROBIN,
    WEIGHTED_RANDOM,
    CONSISTENT_HASH;

    Balancer make(RandomGenerator random) {
      return switch (this) {
        case LEAST_ACTIVE -> new Least(new ActiveRequests(), random);
        case LEAST_CONNECTIONS -> new Least(new OpenConnections(), random);
        case PEAK_EWMA -> new Least(new PeakEwma(), random);
        case REPORTED_LOAD -> new Least(new ReportedLoad(), random);
        case TWO_ACTIVE -> new PowerOfTwo(new ActiveRequests(), random);
        case TWO_PEAK_EWMA -> new PowerOfTwo(new PeakEwma(), random);
        case TWO_REPORTED_LOAD -> new PowerOfTwo(new ReportedLoad(), random);
        case ROUND_ROBIN -> new RoundRobin(random);
        case WEIGHTED_ROUND_ROBIN -> new SmoothWeightedRoundRobin(random);
        case WEIGHTED_RANDOM -> new WeightedRandom(random);
        case CONSISTENT_HASH -> new ConsistentHash(1.25);
      };
    }
  }

  /** An endpoint as a gateway has it. */
  private static final class Endpoint {
    private final AtomicInteger active = new AtomicInteger();
    private final EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);
    private volatile boolean up = true;
  }

  /** Endpoints as a loop sees them. */
  private static final class View implements Candidates {
    private final Endpoint[] endpoints;
    private long now;

    private View(int size) {
      endpoints =
          IntStream.range(0, size).mapToObj(endpoint -> new Endpoint()).toArray(Endpoint[]::new);
    }

    @Override
    public int size() {
      return endpoints.length;
    }

    @Override
    public boolean isEligible(int endpoint) {
      return endpoints[endpoint].up;
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
      return endpoint * 0x9e3779b97f4a7c15L;
    }
  }

  /** Endpoints and who chooses among them. */
  @State(Scope.Thread)
  public static class Choice {
    @Param private Policy policy = Policy.LEAST_ACTIVE;

    @Param({"3", "10", "100"})
    private int endpoints = 3;

    private View view = new View(0);
    private Balancer balancer = Policy.LEAST_ACTIVE.make(new SplittableRandom(1));
    private long key;

    /** Requests under way, answers and reports. */
    @Setup
    public void fill() {
      RandomGenerator random = new SplittableRandom(42);
      view = new View(endpoints);
      balancer = policy.make(random);
      for (Endpoint endpoint : view.endpoints) {
        endpoint.active.set(random.nextInt(5));
        endpoint.record.reported(random.nextDouble(), 0);
        endpoint.record.answered(random.nextLong(1_000_000, 100_000_000), 0);
        while (endpoint.record.canGain()) {
          endpoint.record.succeeded(0);
        }
      }
    }
  }

  /** What is known of an endpoint that has long done well. */
  @State(Scope.Thread)
  public static class Known {
    private final EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);
    private long now;
  }

  @Benchmark
  public int choose(Choice choice) {
    choice.view.now += 10_000;
    return choice.balancer.choose(choice.view, ++choice.key);
  }

  /** What is recorded of a request that is answered. */
  @Benchmark
  public boolean record(Known known) {
    known.now += 10_000;
    known.record.answered(5_000_000 + (known.now & 0xfffff), known.now);
    if (known.record.canGain()) {
      known.record.succeeded(known.now);
      return true;
    }
    return false;
  }
}
