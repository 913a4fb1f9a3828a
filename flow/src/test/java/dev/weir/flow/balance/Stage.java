package dev.weir.flow.balance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Endpoints whose figures a test sets; all eligible, idle and of the usual weight at first. */
class Stage implements Candidates {
  final boolean[] out;
  final int[] active;
  final int[] connections;
  final int[] weights;
  final double[] latencies;
  final double[] loads;
  final long[] identities;

  Stage(int size) {
    out = new boolean[size];
    active = new int[size];
    connections = new int[size];
    weights = new int[size];
    latencies = new double[size];
    loads = new double[size];
    identities = new long[size];
    Arrays.fill(weights, USUAL_WEIGHT);
    Arrays.fill(loads, LoadReport.UNKNOWN);
    Arrays.setAll(identities, i -> ("10.0.0." + i + ":9200").hashCode() * 0x9e3779b97f4a7c15L);
  }

  Stage active(int... requests) {
    System.arraycopy(requests, 0, active, 0, requests.length);
    return this;
  }

  Stage weights(int... thousandths) {
    System.arraycopy(thousandths, 0, weights, 0, thousandths.length);
    return this;
  }

  Stage latencies(double... nanos) {
    System.arraycopy(nanos, 0, latencies, 0, nanos.length);
    return this;
  }

  Stage loads(double... reported) {
    System.arraycopy(reported, 0, loads, 0, reported.length);
    return this;
  }

  Stage out(int... endpoints) {
    Arrays.fill(out, false);
    for (int endpoint : endpoints) {
      out[endpoint] = true;
    }
    return this;
  }

  /** Any figures. */
  static Stage random(RandomGenerator random) {
    Stage stage = new Stage(random.nextInt(1, 30));
    for (int i = 0; i < stage.size(); i++) {
      stage.out[i] = random.nextInt(4) == 0;
      stage.active[i] = random.nextInt(20);
      stage.connections[i] = stage.active[i] + random.nextInt(20);
      stage.weights[i] = random.nextInt(1, 4000);
      stage.latencies[i] = random.nextBoolean() ? 0 : random.nextDouble(1e9);
      stage.loads[i] = random.nextBoolean() ? LoadReport.UNKNOWN : random.nextDouble(2);
    }
    return stage;
  }

  /** How often each endpoint is chosen in so many choices, while nothing else changes. */
  int[] counts(Balancer balancer, int choices) {
    int[] counts = new int[size()];
    for (int i = 0; i < choices; i++) {
      counts[balancer.choose(this, i)]++;
    }
    return counts;
  }

  @Override
  public int size() {
    return active.length;
  }

  @Override
  public boolean isEligible(int endpoint) {
    return !out[endpoint];
  }

  @Override
  public int active(int endpoint) {
    return active[endpoint];
  }

  @Override
  public int connections(int endpoint) {
    return connections[endpoint];
  }

  @Override
  public int weight(int endpoint) {
    return weights[endpoint];
  }

  @Override
  public double latencyNanos(int endpoint) {
    return latencies[endpoint];
  }

  @Override
  public double load(int endpoint) {
    return loads[endpoint];
  }

  @Override
  public long identity(int endpoint) {
    return identities[endpoint];
  }
}
