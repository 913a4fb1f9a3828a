package dev.weir.bench.load;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs {@link OpenLoop} as a process of its own on the load cores. */
public final class OpenLoopLoad {
  private static final List<String> OPTIONS =
      List.of("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  private final Stage stage;
  private final Cores cores;
  private final int rate;
  private final int connections;

  public OpenLoopLoad(Stage stage, Cores cores, int rate, int connections) {
    this.stage = stage;
    this.cores = cores;
    this.rate = rate;
    this.connections = connections;
  }

  /**
   * Latencies in milliseconds.
   *
   * @param lateness50 how late the generator sent, at the median
   */
  public record Round(
      long count,
      long errors,
      double p50,
      double p99,
      double p999,
      double lateness50,
      double lateness99) {}

  public Round run(int port, Duration warmUp, Duration duration) {
    List<String> numbers =
        IntStream.of(port, rate, connections, (int) warmUp.toSeconds(), (int) duration.toSeconds())
            .mapToObj(Integer::toString)
            .toList();
    String output =
        stage.run(
            "open-loop",
            cores.onLoadCores(Tools.java(OPTIONS, OpenLoop.class, numbers)),
            warmUp.plus(duration).plusSeconds(90));
    return parse(output);
  }

  static Round parse(String output) {
    Map<String, Double> figures = Lines.parse(output);
    return new Round(
        figures.getOrDefault("count", 0.0).longValue(),
        figures.getOrDefault("errors", 0.0).longValue(),
        millis(figures, "p50"),
        millis(figures, "p99"),
        millis(figures, "p999"),
        millis(figures, "late50"),
        millis(figures, "late99"));
  }

  private static double millis(Map<String, Double> figures, String key) {
    return figures.getOrDefault(key, Double.NaN) / 1e6;
  }
}
