package dev.weir.flow.balance;

/**
 * What is known of one endpoint that balancers go by: its weight and how it came about, its
 * response time, its load. Safe from any thread; lock-free; allocates nothing.
 */
public final class EndpointRecord {
  /** The most that a weight is set to, as a multiple of the usual one. */
  public static final int MOST = 1000;

  private final boolean adaptive;
  private final EndpointWeight results;
  private final SlowStart slowStart;
  private final LatencyEstimate latency;
  private final LoadReport load;
  private volatile double base = 1;

  /**
   * How endpoints are judged.
   *
   * @param adaptive whether weights move with results
   * @param floor of what results make of a weight, above 0 and at most 1
   * @param ceiling of what results make of a weight, at least 1
   * @param halfLifeNanos after which what was seen counts half; above 0
   * @param slowStartNanos how long a start takes; 0: none
   */
  public record Tuning(
      boolean adaptive, double floor, double ceiling, long halfLifeNanos, long slowStartNanos) {
    /** Half and twice; ten seconds. */
    public static Tuning defaults() {
      return new Tuning(true, 0.1, 2, 10_000_000_000L, 10_000_000_000L);
    }
  }

  /**
   * Of an endpoint that is warm, and of which nothing is known.
   *
   * @param now in nanoseconds of any monotonic clock
   */
  public EndpointRecord(Tuning tuning, long now) {
    this.adaptive = tuning.adaptive();
    this.results = new EndpointWeight(tuning.floor(), tuning.ceiling(), tuning.halfLifeNanos());
    this.slowStart = new SlowStart(tuning.slowStartNanos(), now);
    this.latency = new LatencyEstimate(tuning.halfLifeNanos());
    this.load = new LoadReport(tuning.halfLifeNanos());
  }

  /**
   * Sets the weight that it has if all is well.
   *
   * @param multiple of the usual weight: above 0, at most {@link #MOST}
   */
  public void base(double multiple) {
    base = multiple;
  }

  /** It is new, or has come back, and starts slowly. */
  public void begin(long now) {
    slowStart.begin(now);
  }

  /**
   * It has answered, whatever it said.
   *
   * @param latencyNanos from the request's last byte to the answer's first
   */
  public void answered(long latencyNanos, long now) {
    latency.record(latencyNanos, now);
  }

  /**
   * It has been waited for in vain, by someone who has given up.
   *
   * @param nanos for so long
   */
  public void waited(long nanos, long now) {
    latency.atLeast(nanos, now);
  }

  /** Its answer reports a load, or {@link LoadReport#UNKNOWN}. */
  public void reported(double reported, long now) {
    load.report(reported, now);
  }

  /** Whether a success would change its weight; most of the time it is at its ceiling. */
  public boolean canGain() {
    return adaptive && !results.isAtCeiling();
  }

  /** A request has succeeded. */
  public void succeeded(long now) {
    if (adaptive) {
      results.success(now);
    }
  }

  /** A request has failed. */
  public void failed(Fault fault, long now) {
    if (adaptive) {
      results.failure(fault, now);
    }
  }

  /** Its weight at a time, in thousandths of the usual one: at least 1. */
  public int weight(long now) {
    double weight = base * results.value(now) * slowStart.share(now) * Candidates.USUAL_WEIGHT;
    return Math.max(1, (int) weight);
  }

  /** The weight that it has if all is well, as a multiple of the usual one. */
  public double base() {
    return base;
  }

  /** What results have made of its weight: 1 if they have done nothing yet. */
  public double results(long now) {
    return results.value(now);
  }

  /** The share of its weight that it has because it is new: 1 once it is warm. */
  public double slowStart(long now) {
    return slowStart.share(now);
  }

  /** As {@link LatencyEstimate#nanos}. */
  public double latencyNanos(long now) {
    return latency.nanos(now);
  }

  /** As {@link LoadReport#load}. */
  public double load(long now) {
    return load.load(now);
  }
}
