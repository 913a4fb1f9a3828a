package dev.weir.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    subcommands = {NodeCommand.Kill.class, NodeCommand.Freeze.class, NodeCommand.Back.class},
    header = "Real nodes, a steady load, and you pull the plugs.",
    description = {
      "Starts real OpenSearch nodes and the gateway before them, fills an index of payment bills,"
          + " sends a steady load of searches and writes through the gateway, and shows how it"
          + " goes while you kill and freeze nodes.",
      "",
      "Everything stays on 127.0.0.1; data lies in a temporary folder and goes with the demo."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir demo                                   until q or Ctrl-C",
      "  weir demo --for 60s --report demo.json      a minute, then summary and report",
      "  weir demo kill 2                            from another shell, while it runs",
      "  weir demo back 2                            thaws it, or starts it again",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the success rate reached --at-least (99 %% unless told otherwise)",
      "1:it did not, or the demo did not come up",
      "130:Ctrl-C before the load began",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_RATE = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Length of the load, as in 60s or 5m. Without it: until q or Ctrl-C.")
  private @Nullable Duration length;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the figures as JSON when the load ends.")
  private @Nullable Path report;

  @Option(
      names = "--nodes",
      defaultValue = "3",
      description = "Nodes of the cluster, 1 to 5 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--rate",
      description =
          "Requests per second, sent open-loop (default: 200, or less where the machine does not"
              + " carry it).")
  private @Nullable Integer rate;

  @Option(
      names = "--at-least",
      paramLabel = "PERCENT",
      defaultValue = "99",
      description = "Success rate for exit code 0, as in 99.9 (default: ${DEFAULT-VALUE}).")
  private double atLeast;

  @Option(
      names = "--bills",
      defaultValue = "60000",
      description = "Bills in the index when the load begins (default: ${DEFAULT-VALUE}).")
  private int bills;

  @Option(
      names = "--port",
      defaultValue = "9200",
      description =
          "Port wished for the gateway; the next free one is taken (default: ${DEFAULT-VALUE}).")
  private int port;

  @SuppressWarnings("NullAway.Init") // the command line fills the fields in
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    DemoOptions options = options();
    PrintWriter out = spec.commandLine().getOut();
    divertLog();
    Outcome outcome;
    try (Console console = Console.open(out, System.getenv("NO_COLOR") == null)) {
      if (!console.hasKeys()) {
        out.println("weir demo: brings a cluster up, then sends requests through the gateway");
        out.println("       from another shell:  weir demo kill 2, weir demo back 2");
      }
      outcome = new Demo(options, console).run();
    } catch (IOException e) {
      spec.commandLine().getErr().println("weir: the demo did not come up: " + e.getMessage());
      return 1;
    }
    outcome.print(out);
    if (report != null) {
      outcome.write(report);
      out.println("report   " + report);
    }
    out.flush();
    return outcome.passed() ? 0 : 1;
  }

  /** The gateway's log would be written into the picture; it goes with the process. */
  private static void divertLog() throws IOException {
    Path log = Files.createTempFile("weir-demo", ".log");
    log.toFile().deleteOnExit();
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
  }

  private DemoOptions options() {
    check(nodes >= 1 && nodes <= 5, "--nodes: " + nodes + " (expected: 1 to 5)");
    int wished = rate == null ? USUAL_RATE : rate;
    check(wished >= 1 && wished <= 10_000, "--rate: " + rate + " (expected: 1 to 10000)");
    check(bills >= 1 && bills <= 5_000_000, "--bills: " + bills + " (expected: 1 to 5000000)");
    check(atLeast >= 0 && atLeast <= 100, "--at-least: " + atLeast + " (expected: 0 to 100)");
    check(port >= 1 && port <= 30_000, "--port: " + port + " (expected: 1 to 30000)");
    return new DemoOptions(length, report, nodes, wished, rate != null, atLeast, bills, port);
  }

  private void check(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
