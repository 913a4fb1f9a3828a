package dev.weir.bench.load;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@link StreamNode} and {@link Transfer} as processes of their own on the load cores. */
public final class TransferLoad {
  private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private final Stage stage;
  private final Cores cores;

  public TransferLoad(Stage stage, Cores cores) {
    this.stage = stage;
    this.cores = cores;
  }

  /** What was moved, and how long it took. */
  public record Moved(long bytes, Duration duration) {
    public double megabytesPerSecond() {
      return bytes / 1e6 / (duration.toNanos() / 1e9);
    }
  }

  /** Starts a node and returns its port once it listens. */
  public int startNode() {
    int port = stage.port();
    Service node =
        stage.start(
            "stream-node",
            cores.onLoadCores(
                Tools.java(OPTIONS, StreamNode.class, List.of(Integer.toString(port)))));
    node.awaitListening(port, Duration.ofSeconds(30));
    return port;
  }

  public Moved move(int port, TransferPlan plan) {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
    arguments.addAll(plan.arguments());
    String output =
        stage.run(
            "transfer",
            cores.onLoadCores(Tools.java(OPTIONS, Transfer.class, arguments)),
            plan.limit().plusSeconds(60));
    return parse(output);
  }

  static Moved parse(String output) {
    Map<String, Double> figures = Lines.parse(output);
    return new Moved(
        figures.getOrDefault("bytes", 0.0).longValue(),
        Duration.ofNanos(figures.getOrDefault("nanos", 0.0).longValue()));
  }
}
