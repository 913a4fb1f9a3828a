package dev.weir.flow.simulation;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** What became of the requests of a lane, second by second. */
final class KneeReport {
  private static final long LONGEST_MICROS = 10_000_000;

  private final double[] served = new double[(int) Knee.SECONDS];
  private final double[] highFailed = new double[(int) Knee.SECONDS];
  private final double[] highAll = new double[(int) Knee.SECONDS];
  private final double[] limits = new double[(int) Knee.SECONDS];
  private final Histogram[] highTimes = new Histogram[(int) Knee.SECONDS];

  KneeReport() {
    Arrays.setAll(highTimes, i -> new Histogram(LONGEST_MICROS, 2));
  }

  private static int second(long time) {
    return (int) Math.min(Knee.SECONDS - 1, time / 1_000_000_000);
  }

  /** A request is over; what was served counts for now, what was asked for when it was. */
  void ended(long arrived, long now, boolean high, boolean wasServed) {
    if (wasServed) {
      served[second(now)]++;
    }
    if (high) {
      int second = second(arrived);
      highAll[second]++;
      highFailed[second] += wasServed ? 0 : 1;
      highTimes[second].recordValue(Math.min(LONGEST_MICROS, (now - arrived) / 1000));
    }
  }

  void looked(long now, int limit) {
    limits[second(now)] = limit;
  }

  /** Requests that were served in a second, on average between two seconds. */
  double served(int from, int until) {
    return Arrays.stream(served, from, until).average().orElse(0);
  }

  /** Of the requests of high priority between two seconds, those that failed, in percent. */
  double highFailedPercent(int from, int until) {
    double all = Arrays.stream(highAll, from, until).sum();
    return 100 * Arrays.stream(highFailed, from, until).sum() / Math.max(1, all);
  }

  /** The 99th percentile of response times of high priority between two seconds, in ms. */
  double highMillis(int from, int until) {
    Histogram all = new Histogram(LONGEST_MICROS, 2);
    for (int i = from; i < until; i++) {
      all.add(highTimes[i]);
    }
    return all.getValueAtPercentile(99) / 1000.0;
  }

  double limit(int from, int until) {
    return Arrays.stream(limits, from, until).average().orElse(0);
  }

  // Over time.

  double[] servedSeries() {
    return served.clone();
  }

  double[] limitSeries() {
    return limits.clone();
  }

  double[] highMillisSeries() {
    return Arrays.stream(highTimes)
        .mapToDouble(times -> times.getValueAtPercentile(99) / 1000.0)
        .toArray();
  }

  double[] highFailedSeries() {
    double[] percents = new double[highAll.length];
    Arrays.setAll(percents, i -> 100 * highFailed[i] / Math.max(1, highAll[i]));
    return percents;
  }
}
