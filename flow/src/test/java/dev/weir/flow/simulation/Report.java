package dev.weir.flow.simulation;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What became of the requests of a run, as a whole and over time. */
final class Report {
  /** A chart has so many points at most. */
  private static final int POINTS = 240;

  private static final long LONGEST_MICROS = 60_000_000;

  private final long width;
  private final Histogram[] times;
  private final Histogram allTimes = histogram();
  private final long[] requests;
  private final long[] failures;
  private final long[] extras;
  private final long[] ejections;
  private List<ModelledEndpoint> nodes = List.of();

  /**
   * Of a run of so many seconds.
   *
   * @param seconds how long requests come
   */
  Report(long seconds) {
    long wide = Math.max(1, Math.ceilDiv(seconds, POINTS));
    int buckets = (int) Math.ceilDiv(seconds, wide);
    this.width = VirtualTime.seconds((double) wide);
    this.times = new Histogram[buckets];
    Arrays.setAll(times, i -> histogram());
    this.requests = new long[buckets];
    this.failures = new long[buckets];
    this.extras = new long[buckets];
    this.ejections = new long[buckets];
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, 2);
  }

  void nodes(List<ModelledEndpoint> used) {
    nodes = used;
  }

  private int bucket(long time) {
    return Math.min(requests.length - 1, (int) (time / width));
  }

  /** A request is over; it counts for the moment at which it came. */
  void finished(long arrived, long now, boolean answered) {
    int bucket = bucket(arrived);
    long micros = Math.min(LONGEST_MICROS, (now - arrived) / 1000);
    times[bucket].recordValue(micros);
    allTimes.recordValue(micros);
    requests[bucket]++;
    failures[bucket] += answered ? 0 : 1;
  }

  /** A request was sent once more. */
  void extra(long now) {
    extras[bucket(now)]++;
  }

  /** A gateway has ejected an endpoint. */
  void ejected(long now) {
    ejections[bucket(now)]++;
  }

  // As a whole.

  long requests() {
    return Arrays.stream(requests).sum();
  }

  long failures() {
    return Arrays.stream(failures).sum();
  }

  long ejections() {
    return Arrays.stream(ejections).sum();
  }

  /** Of all requests, in percent. */
  double answeredPercent() {
    return 100 - 100.0 * failures() / Math.max(1, requests());
  }

  /** Extra requests for a hundred requests. */
  double extraPercent() {
    return 100.0 * Arrays.stream(extras).sum() / Math.max(1, requests());
  }

  /** Of all requests, those that failed included. */
  double millis(double percentile) {
    return allTimes.getValueAtPercentile(percentile) / 1000.0;
  }

  /** The most extra requests for a hundred requests at any point of the chart. */
  double mostExtraPercent() {
    return Arrays.stream(extraSeries()).max().orElse(0);
  }

  /** The most requests that an endpoint got in a tenth of a second between two times. */
  int burst(int endpoint, double fromSecond, double toSecond) {
    int[] taken = nodes.get(endpoint).taken();
    int from = (int) (VirtualTime.seconds(fromSecond) / ModelledEndpoint.SLICE);
    int to = (int) (VirtualTime.seconds(toSecond) / ModelledEndpoint.SLICE);
    return Arrays.stream(taken, from, Math.min(to, taken.length)).max().orElse(0);
  }

  /** Requests that an endpoint got between two times. */
  long taken(int endpoint, double fromSecond, double toSecond) {
    int[] taken = nodes.get(endpoint).taken();
    int from = (int) (VirtualTime.seconds(fromSecond) / ModelledEndpoint.SLICE);
    int to = (int) (VirtualTime.seconds(toSecond) / ModelledEndpoint.SLICE);
    return Arrays.stream(taken, from, Math.min(to, taken.length)).sum();
  }

  // Over time.

  /** Seconds that a point of a series stands for. */
  double secondsPerPoint() {
    return width / 1e9;
  }

  double[] answeredSeries() {
    return series(i -> 100 - 100.0 * failures[i] / Math.max(1, requests[i]));
  }

  double[] slowestSeries() {
    return series(i -> times[i].getValueAtPercentile(99) / 1000.0);
  }

  double[] extraSeries() {
    return series(i -> 100.0 * extras[i] / Math.max(1, requests[i]));
  }

  double[] ejectionSeries() {
    return series(i -> ejections[i]);
  }

  /** Requests a second that an endpoint got. */
  double[] takenSeries(int endpoint) {
    int[] taken = nodes.get(endpoint).taken();
    int slices = (int) (width / ModelledEndpoint.SLICE);
    return series(
        i ->
            Arrays.stream(
                        taken,
                        Math.min(taken.length, i * slices),
                        Math.min(taken.length, (i + 1) * slices))
                    .sum()
                / secondsPerPoint());
  }

  private interface Point {
    double at(int bucket);
  }

  private double[] series(Point point) {
    double[] values = new double[requests.length];
    Arrays.setAll(values, point::at);
    return values;
  }
}
