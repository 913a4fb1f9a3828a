package dev.weir.bench;

import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Raw values of every round, by figure and peer. */
final class Samples {
  private final Map<String, List<Double>> values = new TreeMap<>();

  void add(String figure, PeerKind peer, double value) {
    values.computeIfAbsent(key(figure, peer), key -> new ArrayList<>()).add(value);
  }

  List<Double> of(String figure, PeerKind peer) {
    return values.getOrDefault(key(figure, peer), List.of());
  }

  double median(String figure, PeerKind peer) {
    return Statistics.median(of(figure, peer));
  }

  boolean has(String figure, PeerKind peer) {
    return values.containsKey(key(figure, peer));
  }

  /** The median of the ratios of one peer's value to another's, round by round. */
  double ratio(String figure, PeerKind peer, PeerKind baseline) {
    List<Double> of = of(figure, peer);
    List<Double> to = of(figure, baseline);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(of.size(), to.size()); i++) {
      ratios.add(of.get(i) / to.get(i));
    }
    return Statistics.median(ratios);
  }

  /** The median of the differences, round by round. */
  double difference(String figure, PeerKind peer, PeerKind baseline) {
    List<Double> of = of(figure, peer);
    List<Double> to = of(figure, baseline);
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(of.size(), to.size()); i++) {
      differences.add(of.get(i) - to.get(i));
    }
    return Statistics.median(differences);
  }

  Map<String, List<Double>> all() {
    return values;
  }

  private static String key(String figure, PeerKind peer) {
    return figure + "." + peer.label();
  }
}
