package dev.weir.app;

import dev.weir.app.config.CheckCommand;
import dev.weir.app.config.HashPasswordCommand;
import dev.weir.app.demo.DemoCommand;
import dev.weir.app.rules.RulesCommand;
import dev.weir.app.shapes.BlockCommand;
import dev.weir.app.shapes.LimitCommand;
import dev.weir.app.shapes.ShapeCommand;
import dev.weir.app.shapes.ShapesCommand;
import dev.weir.app.shapes.UnblockCommand;
import dev.weir.app.status.StatusCommand;
import dev.weir.app.steer.AdminAccess;
import dev.weir.app.steer.RevertCommand;
import dev.weir.app.steer.SetCommand;
import dev.weir.app.steer.SwitchCommand;
import dev.weir.app.suggest.SuggestCommand;
import dev.weir.gateway.settings.Address;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line: {@code weir run}, {@code weir check}, {@code weir status}, {@code weir
 * suggest}, {@code weir set}, {@code weir switch}, {@code weir revert}, {@code weir shapes}, {@code
 * weir shape}, {@code weir block}, {@code weir limit}, {@code weir unblock}, {@code weir demo},
 * {@code weir hash-password}.
 */
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      SuggestCommand.class,
      SetCommand.class,
      SwitchCommand.class,
      RevertCommand.class,
      ShapesCommand.class,
      ShapeCommand.class,
      BlockCommand.class,
      LimitCommand.class,
      UnblockCommand.class,
      RulesCommand.class,
      HashPasswordCommand.class,
      CommandLine.HelpCommand.class
    },
    description = "The access layer in front of Elasticsearch and OpenSearch.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:all went well",
      "  1:it could not be done; the reason has been said",
      "  2:the command line was not understood",
      "130:ended by a second signal, before requests in flight were over"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir demo                        three real nodes, and you pull the plugs",
      "  weir run                         one OpenSearch node, the gateway before it",
      "  weir run --upstream http://10.0.0.1:9200",
      "                                   the gateway before a cluster of yours",
      "  weir check weir.yaml             every mistake of a configuration",
      "  weir status                      clusters, limits, lanes and switches of a running"
          + " gateway",
      "  weir suggest limits              limits and lanes that follow from what was asked for",
      "  weir set limit all 500/s --for 10m",
      "                                   a limit or a lane by hand, for a time",
      "  weir switch core-only on --for 10m",
      "                                   what is given up so that the rest goes on",
      "  weir shapes                      which searches cost the cluster most",
      "  weir block 1f3a9c0b77e2d411 --for 10m",
      "                                   turns the searches of one shape away, for a time",
      "  weir rules                       what rules have found in queries",
      "  weir hash-password               what a configuration keeps in place of a password",
      "  weir help run                    all about one command",
      "",
      "WEIR_JAVA_OPTIONS gives the JVM further flags: WEIR_JAVA_OPTIONS=-Xmx512m",
      "WEIR_ADMIN, WEIR_ADMIN_TOKEN: the admin listener that commands ask, and its token"
    })
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command on this thread and returns its exit code. */
  static int run(String... args) {
    CommandLine commandLine = commandLine();
    if (args.length == 0) {
      commandLine.usage(commandLine.getOut());
      return ExitCodes.USAGE;
    }
    return commandLine.execute(args);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.registerConverter(Address.class, new AddressConverter());
    commandLine.registerConverter(URI.class, new NodeConverter());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          command.getErr().println("weir: " + describe(problem));
          return ExitCodes.FAILED;
        });
    return commandLine;
  }

  private static String describe(Exception problem) {
    String message = problem.getMessage();
    return problem instanceof ParameterException
            || problem instanceof CommandFailed
            || problem instanceof AdminAccess.Unanswered
        ? String.valueOf(message)
        : problem.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  /** Reads {@code HOST:PORT}; a port alone is one on loopback. */
  private static final class AddressConverter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
      try {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Address(
            bracketed ? host.substring(1, host.length() - 1) : host,
            Integer.parseInt(text.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' (expected: HOST:PORT, as in 127.0.0.1:9200)");
      }
    }
  }

  /** Reads a node's {@code http://HOST:PORT}; the settings check the rest. */
  private static final class NodeConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        if (text.matches("https?://.+")) {
          return new URI(text);
        }
      } catch (URISyntaxException e) {
        // Said below.
      }
      throw new TypeConversionException(
          "'" + text + "' (expected: http://host:port or https://host:port)");
    }
  }
}
