package dev.weir.flow.simulation;

import dev.weir.flow.simulation.Timetable.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A timetable of faults, the load under which they happen, and what must come of it.
 *
 * @param name of its chart's file
 * @param title of its chart
 * @param gateways that share the load
 * @param together whether the gateways began at the same moment
 * @param homes so many endpoints, from the first, are in the gateways' zone
 * @param hedging whether reads are hedged
 * @param perSecond requests, at random moments
 * @param seconds that it lasts
 * @param endpoints a timetable for each
 */
record Scenario(
    String name,
    String title,
    int gateways,
    boolean together,
    int homes,
    boolean hedging,
    double perSecond,
    long seconds,
    List<Timetable> endpoints,
    Bounds bounds) {

  /**
   * What the gateway must keep to.
   *
   * @param answered percent of requests, at least
   * @param slowest 99th percentile of response times in ms, at most
   * @param extra for a hundred requests, at most
   * @param ejections at most
   */
  record Bounds(double answered, double slowest, double extra, int ejections) {}

  private static final int WORKERS = 8;
  private static final long TYPICAL = VirtualTime.millis(10);
  private static final long SEED = 20_260_101;

  /** How long a client waits. */
  long patience() {
    return VirtualTime.seconds(5);
  }

  /** When anything is the matter; what is too close together to be told apart in a chart is one. */
  List<Span> troubles() {
    List<Span> sorted =
        endpoints.stream()
            .flatMap(endpoint -> endpoint.spans().stream())
            .sorted(Comparator.comparingLong(Span::from))
            .toList();
    long apart = VirtualTime.seconds(seconds / 200.0);
    List<Span> joined = new ArrayList<>();
    for (Span span : sorted) {
      Span last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && span.from() - last.until() < apart) {
        long until = Math.max(last.until(), span.until());
        joined.set(joined.size() - 1, new Span(last.from(), until, last.condition()));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  /** Runs it with the real decisions. */
  Report run() {
    Lately.Pool pool = new Lately.Pool();
    return run(
        (nodes, time, report, random) -> {
          long phase = together ? 0 : random.nextLong(Defaults.CHECK_INTERVAL);
          return new ModelledGateway(this, nodes, time, report, pool, phase, random);
        });
  }

  /** Runs it with gateways that know nothing of health. */
  Report runPlain() {
    return run(PlainGateway::new);
  }

  private interface Maker {
    Gateway make(
        List<ModelledEndpoint> nodes, VirtualTime time, Report report, SplittableRandom random);
  }

  private Report run(Maker maker) {
    SplittableRandom random = new SplittableRandom(SEED);
    VirtualTime time = new VirtualTime();
    Report report = new Report(seconds);
    long end = VirtualTime.seconds((double) seconds) + 2 * patience();
    List<ModelledEndpoint> nodes = new ArrayList<>();
    for (Timetable timetable : endpoints) {
      nodes.add(
          new ModelledEndpoint(nodes.size(), timetable, WORKERS, TYPICAL, end, random.split()));
    }
    report.nodes(nodes);
    List<Gateway> all = new ArrayList<>();
    for (int i = 0; i < gateways; i++) {
      all.add(maker.make(nodes, time, report, random.split()));
    }
    new Clients(all, time, random.split()).begin();
    time.run(end);
    return report;
  }

  /** Requests that come at random, whatever became of others (open loop). */
  private final class Clients {
    private final List<Gateway> gateways;
    private final VirtualTime time;
    private final SplittableRandom random;

    private Clients(List<Gateway> gateways, VirtualTime time, SplittableRandom random) {
      this.gateways = gateways;
      this.time = time;
      this.random = random;
    }

    private void begin() {
      long pause = VirtualTime.seconds(-StrictMath.log(1 - random.nextDouble()) / perSecond);
      if (time.now() + pause < VirtualTime.seconds((double) seconds)) {
        time.after(pause, this::arrive);
      }
    }

    private void arrive() {
      gateways.get(random.nextInt(gateways.size())).take();
      begin();
    }
  }
}
