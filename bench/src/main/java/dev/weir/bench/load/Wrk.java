package dev.weir.bench.load;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Closed-loop load by wrk: as many searches as a fixed number of connections can have answered. */
public final class Wrk {
  private static final String SCRIPT =
      """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.headers["X-Timeout-Millis"] = "3000"
      wrk.body = '{request}'
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("figures requests=%d errors=%d micros=%d\\n",
          summary.requests, e.connect + e.read + e.write + e.status + e.timeout, summary.duration))
      end
      """;

  private final Stage stage;
  private final Cores cores;
  private final Path script;
  private final int connections;

  public Wrk(Stage stage, Cores cores, int connections) {
    this.stage = stage;
    this.cores = cores;
    this.connections = connections;
    this.script = stage.write("search.lua", SCRIPT.replace("{request}", SearchExchange.REQUEST));
  }

  /** What one round has done. */
  public record Round(long requests, long errors, Duration duration) {
    public double perSecond() {
      return requests / (duration.toNanos() / 1e9);
    }
  }

  public Round run(int port, Duration duration) {
    String output =
        stage.run(
            "wrk",
            cores.onLoadCores(
                List.of(
                    Tools.path("wrk"),
                    "-t1",
                    "-c" + connections,
                    "-d" + duration.toSeconds() + "s",
                    "-s",
                    script.toString(),
                    "http://127.0.0.1:" + port + SearchExchange.PATH)),
            duration.plusSeconds(20));
    return parse(output);
  }

  static Round parse(String output) {
    Map<String, Double> figures = Lines.parse(output);
    return new Round(
        figures.getOrDefault("requests", 0.0).longValue(),
        figures.getOrDefault("errors", 0.0).longValue(),
        Duration.ofNanos(figures.getOrDefault("micros", 0.0).longValue() * 1000));
  }
}
