package dev.weir.gateway.upstream;

import dev.weir.flow.balance.ActiveRequests;
import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.BySize;
import dev.weir.flow.balance.ConsistentHash;
import dev.weir.flow.balance.Least;
import dev.weir.flow.balance.Measure;
import dev.weir.flow.balance.OpenConnections;
import dev.weir.flow.balance.PeakEwma;
import dev.weir.flow.balance.PowerOfTwo;
import dev.weir.flow.balance.ReportedLoad;
import dev.weir.flow.balance.RoundRobin;
import dev.weir.flow.balance.SmoothWeightedRoundRobin;
import dev.weir.flow.balance.WeightedRandom;
import dev.weir.gateway.settings.BalanceSettings;
import java.util.random.RandomGenerator;

/** Makes the balancer that settings ask for. */
final class Balancers {
  /** Up to so many endpoints are all looked at for each request. */
  private static final int FEW = 10;

  private Balancers() {}

  /**
   * A balancer for one thread.
   *
   * @param random that thread's own
   */
  static Balancer of(BalanceSettings settings, RandomGenerator random) {
    return switch (settings.policy()) {
      case LEAST_ACTIVE -> least(settings, new ActiveRequests(), FEW, random);
      case LEAST_CONNECTIONS -> least(settings, new OpenConnections(), FEW, random);
      case PEAK_EWMA -> least(settings, new PeakEwma(), 0, random);
      case REPORTED_LOAD -> least(settings, new ReportedLoad(), 0, random);
      case ROUND_ROBIN -> new RoundRobin(random);
      case WEIGHTED_ROUND_ROBIN -> new SmoothWeightedRoundRobin(random);
      case WEIGHTED_RANDOM -> new WeightedRandom(random);
      case CONSISTENT_HASH -> new ConsistentHash(settings.hash().maxLoad() / 100.0);
    };
  }

  private static Balancer least(
      BalanceSettings settings, Measure measure, int few, RandomGenerator random) {
    return switch (settings.compare()) {
      case AUTO -> new BySize(few, new Least(measure, random), new PowerOfTwo(measure, random));
      case ALL -> new Least(measure, random);
      case TWO -> new PowerOfTwo(measure, random);
    };
  }
}
