package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Weir, started as its users start it: by the launcher; with every setting at its default, unless a
 * configuration says otherwise.
 */
public final class WeirProgram {
  private final Stage stage;
  private final Path launcher;

  public WeirProgram(Stage stage, Path root) {
    this.stage = stage;
    this.launcher = root.resolve("weir");
    if (!Files.isExecutable(launcher)) {
      throw new BenchFailure("no launcher at " + launcher + ": Weir cannot be measured");
    }
  }

  /**
   * A gateway that was asked to start.
   *
   * @param startedAt of {@link System#nanoTime}, before its process was made
   */
  public record Running(Service service, int port, int admin, long startedAt) {
    public void awaitListening() {
      service.awaitListening(port, Duration.ofMinutes(1));
    }

    public Peer peer() {
      return new Peer(PeerKind.WEIR, port, service);
    }
  }

  /** Has the launcher build what it builds on first use, so that no start measured does. */
  public void prepare() {
    System.err.println("  preparing Weir (built first if its sources have changed) ...");
    stage.run("weir-version", List.of(launcher.toString(), "--version"), Duration.ofMinutes(15));
  }

  /** Starts it and does not wait. */
  public Running start(int node, UnaryOperator<List<String>> pinned) {
    int port = stage.port();
    int admin = stage.port();
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "run",
                "--upstream",
                "http://127.0.0.1:" + node,
                "--listen",
                "127.0.0.1:" + port,
                "--admin",
                "127.0.0.1:" + admin));
    long startedAt = System.nanoTime();
    Service service = stage.start("weir", pinned.apply(command));
    return new Running(service, port, admin, startedAt);
  }

  /** Starts it with a configuration of its own, and does not wait. */
  Service start(Path configuration) {
    return stage.start(
        "weir", List.of(launcher.toString(), "run", "--config", configuration.toString()));
  }
}
