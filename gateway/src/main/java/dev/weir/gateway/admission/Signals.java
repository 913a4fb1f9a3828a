package dev.weir.gateway.admission;

import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.upstream.NodeLoad;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What switches are turned by. Only what some switch asks for is measured; what stays asked for
 * over a reload keeps what it has seen.
 */
final class Signals {
  /** Nothing is measured. */
  static final Signals NONE = new Signals();

  /** What is watched. */
  private record Place(String name, boolean isLane) {}

  private final Map<Place, AnswerWatch> answers = new HashMap<>();
  private final Map<String, NodeLoad> loads = new HashMap<>();

  private Signals() {}

  /**
   * As other settings ask for.
   *
   * @param loops how many event loops there are
   */
  Signals with(List<SwitchSettings> switches, Map<String, UpstreamCluster> clusters, int loops) {
    Signals next = new Signals();
    for (SwitchSettings each : switches) {
      for (SignalSettings signal : each.signals()) {
        if (signal.measure().isAsked()) {
          UpstreamCluster cluster = clusters.get(signal.cluster());
          if (cluster != null) {
            next.loads.computeIfAbsent(cluster.name(), name -> load(cluster));
          }
        } else {
          Place place = place(signal);
          next.answers.computeIfAbsent(place, p -> watch(p, loops));
        }
      }
    }
    loads.forEach(
        (name, load) -> {
          if (!load.equals(next.loads.get(name))) {
            load.close();
          }
        });
    return next;
  }

  private NodeLoad load(UpstreamCluster cluster) {
    NodeLoad before = loads.get(cluster.name());
    return before != null && before.isOf(cluster) ? before : NodeLoad.start(cluster);
  }

  private AnswerWatch watch(Place place, int loops) {
    AnswerWatch before = answers.get(place);
    return before == null ? new AnswerWatch(place.name(), place.isLane(), loops) : before;
  }

  private static Place place(SignalSettings signal) {
    String lane = signal.lane();
    return lane == null
        ? new Place(String.valueOf(signal.cluster()), false)
        : new Place(lane, true);
  }

  /** Those that want to know of answers. */
  List<AnswerWatch> watches() {
    return List.copyOf(answers.values());
  }

  /** Time has passed; before {@link #value}. */
  void look() {
    answers.values().forEach(AnswerWatch::slide);
  }

  /** The value of a signal; {@link Double#NaN} if it is not known. */
  double value(SignalSettings signal, long now) {
    AnswerWatch watch = answers.get(place(signal));
    NodeLoad load = signal.cluster() == null ? null : loads.get(signal.cluster());
    return switch (signal.measure()) {
      case CPU_PERCENT -> load == null ? Double.NaN : load.cpuPercent(now);
      case HEAP_PERCENT -> load == null ? Double.NaN : load.heapPercent(now);
      case P99_MILLIS -> watch == null ? Double.NaN : watch.p99Millis();
      case REJECTED_PERCENT -> watch == null ? Double.NaN : watch.rejectedPercent();
    };
  }

  /** Why a signal is not known; null if it is, or if there is just too little traffic. */
  @Nullable String problem(SignalSettings signal) {
    SignalMeasure measure = signal.measure();
    NodeLoad load = measure.isAsked() ? loads.get(String.valueOf(signal.cluster())) : null;
    return load == null ? null : load.problem();
  }

  void close() {
    loads.values().forEach(NodeLoad::close);
  }
}
