package dev.weir.app;

import dev.weir.app.admin.AdminServer;
import dev.weir.app.config.bind.Durations;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.InvalidSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir run}: the gateway in earnest, until a signal ends it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the gateway.",
    footerHeading =
        "%nWith neither configuration nor upstream, one OpenSearch node is started behind it; its"
            + " data is kept in ./data.%n%nExamples:%n",
    footer = {
      "  weir run",
      "  weir run --upstream http://10.0.0.1:9200 --upstream http://10.0.0.2:9200",
      "  weir run --config weir.yaml --listen 0.0.0.0:9200",
      "",
      "SIGTERM, SIGINT  stop accepting, let requests in flight end, then end with 0;",
      "                 a second one ends at once, with 130",
      "SIGHUP           reads the configuration again, and opens the access log anew",
      "                 (on a terminal: as SIGTERM)"
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /** How often the configuration file is looked at. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Where the embedded node's data is kept. */
  private static final Path DATA = Path.of("data");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration, YAML. Watched: a change is taken without a restart.")
  private @Nullable Path file;

  @Option(
      names = {"-u", "--upstream"},
      paramLabel = "URL",
      description = "A node of the cluster behind; may be given several times.")
  private List<URI> upstreams = new ArrayList<>();

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "HOST:PORT",
      description = "Where clients connect; 127.0.0.1:9200 if nothing is said. Port 0: any.")
  private @Nullable Address listen;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where Weir is asked how it is; 127.0.0.1:9280 if nothing is said.")
  private @Nullable Address admin;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (file != null && !upstreams.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--upstream, --config: only one of them (the file names nodes)");
    }
    Stop stop = Stop.onSignals();
    URI embedded = file == null && upstreams.isEmpty() ? EmbeddedNode.freeAddress() : null;
    CommandLineSettings given =
        new CommandLineSettings(embedded == null ? upstreams : List.of(embedded), listen, admin);
    ConfigurationSource source =
        file == null ? new DefaultConfiguration(given) : new FileConfiguration(file, given);
    PrintWriter out = command.commandLine().getOut();
    // Looked at before it is read, so that a change in between is seen.
    try (FileWatch watch = FileWatch.of(file, BEAT);
        Program program = start(source);
        AdminServer adminServer = startAdmin(program)) {
      watch.start(program::reload);
      Signals.on("HUP", () -> hangUp(program, stop));
      out.println(Banner.of(program, adminServer.address(), Instant.now()));
      out.flush();
      EmbeddedNode node = embedded == null ? null : EmbeddedNode.start(embedded, DATA, out, stop);
      try {
        return end(program, stop.await());
      } finally {
        if (node != null) {
          node.close();
        }
      }
    }
  }

  private static Program start(ConfigurationSource source) {
    try {
      return Program.start(source, source.read());
    } catch (ConfigurationSource.Mistaken e) {
      throw new CommandFailed("the configuration is wrong\n" + e.getMessage());
    } catch (InvalidSettings e) {
      throw new CommandFailed("the configuration is wrong\n" + source.explain(e).getMessage());
    } catch (FileSystemException e) {
      throw new CommandFailed("cannot start: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailed("cannot start: " + e.getMessage() + " (see --listen)", e);
    }
  }

  private static AdminServer startAdmin(Program program) {
    try {
      return program.startAdmin();
    } catch (IOException e) {
      program.close();
      throw new CommandFailed(
          "cannot listen on %s for admin requests: %s (see --admin)"
              .formatted(program.configuration().admin().address(), e.getMessage()),
          e);
    }
  }

  /** A terminal that goes away ends what runs on it; a daemon is told to read its files again. */
  private static void hangUp(Program program, Stop stop) {
    if (Boolean.getBoolean("weir.terminal")) {
      stop.bySignal("SIGHUP");
    } else {
      program.reopenLogs();
      program.reload();
    }
  }

  private static int end(Program program, Stop.Reason reason) {
    Duration bound = program.configuration().drain();
    LOG.info(
        "draining cause={} exchanges={} bound={}",
        reason.cause(),
        program.status().exchanges(),
        Durations.format(bound));
    int cut = program.drain(bound);
    LOG.info("drained cut={}", cut);
    if (reason.failure() != null) {
      throw new CommandFailed(reason.failure());
    }
    return ExitCodes.DONE;
  }
}
