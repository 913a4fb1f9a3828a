package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.search.rule.RuleKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Weir, started as its users start it: by the launcher; with every setting at its default, unless a
 * configuration says otherwise.
 */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
public final class WeirProgram {
  /** What is on by default (outliers, checks, retries, partial answers) is not repeated. */
  private static final String ALL =
      """
      listeners:
        - address: 127.0.0.1:%1$d
      clusters:
        - name: main
          nodes: ["http://127.0.0.1:%3$d", "http://127.0.0.2:%3$d", "http://127.0.0.3:%3$d"]
          deadline: 5s
          caller: {timeout-header: X-Timeout-Millis}
          balance: {policy: peak-ewma}
          hedge: {enabled: true}
        - name: standby
          nodes: ["http://127.0.0.3:%3$d"]
      routes:
        - name: all
          path-prefix: /
          cluster: main
          standby: standby
          deadline: 4s
          breaker: {slow: 1s}
      tenants:
        known:
          - {name: teams, priority: high, headers: [{name: X-Team, value: teams}]}
          - {name: here, addresses: [127.0.0.0/8]}
      limits:
        - {name: tenants, by: tenant, requests: 1000000}
        - {name: addresses, by: address, requests: 10000000, within: 10s, algorithm: sliding-window}
        - {name: operations, by: operation, requests: 1000000, algorithm: fixed-window}
      lanes:
        - {name: writers, cluster: main, operations: [bulk], concurrency: 8}
        - {name: readers, cluster: main, least: 64}
      admin:
        address: 127.0.0.1:%2$d
      """;

  /** Facts, shapes and equivalent rewrites are on by default; the usual rules need no entry. */
  private static final String RULES =
      """
      listeners:
        - address: 127.0.0.1:%1$d
      clusters:
        - name: main
          nodes: ["http://127.0.0.1:%3$d"]
      queries:
        mode: enforce
        rules: [%4$s]
      admin:
        address: 127.0.0.1:%2$d
      """;

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

    public Peer peer(PeerKind kind) {
      return new Peer(kind, port, service);
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

  /**
   * Starts it before the three addresses of a node, with all that keeps it up, and all that holds a
   * flood, turned on, and does not wait.
   */
  Running startWithAll(int node, UnaryOperator<List<String>> pinned) {
    int port = stage.port();
    int admin = stage.port();
    return start("weir-all", ALL.formatted(port, admin, node), port, admin, pinned);
  }

  /** Starts it before a node with every rule for queries enforced, and does not wait. */
  Running startWithRules(int node, UnaryOperator<List<String>> pinned) {
    int port = stage.port();
    int admin = stage.port();
    String others =
        RuleKind.all().stream()
            .filter(kind -> !kind.isUsual())
            .map(kind -> "{rule: " + kind.id() + ", mode: enforce}")
            .collect(Collectors.joining(", "));
    return start("weir-rules", RULES.formatted(port, admin, node, others), port, admin, pinned);
  }

  private Running start(
      String name, String settings, int port, int admin, UnaryOperator<List<String>> pinned) {
    Path configuration = stage.write(name + ".yaml", settings);
    List<String> command =
        List.of(launcher.toString(), "run", "--config", configuration.toString());
    long startedAt = System.nanoTime();
    return new Running(stage.start(name, pinned.apply(command)), port, admin, startedAt);
  }

  /** Starts it with a configuration of its own, and does not wait. */
  public Service start(Path configuration, UnaryOperator<List<String>> placed) {
    return stage.start(
        "weir",
        placed.apply(List.of(launcher.toString(), "run", "--config", configuration.toString())));
  }
}
