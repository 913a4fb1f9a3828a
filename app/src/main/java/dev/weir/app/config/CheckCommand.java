package dev.weir.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir check FILE}: tells every mistake of a configuration at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Tells every mistake of a configuration file, and where it is. Starts nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file is right", "1:it has mistakes", "2:it cannot be read"},
    footerHeading = "%nExamples:%n",
    footer = {"  weir check weir.yaml", "  weir check weir.yaml && weir run --config weir.yaml"})
public final class CheckCommand implements Callable<Integer> {
  private static final int RIGHT = 0;
  private static final int WRONG = 1;
  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The configuration, YAML.")
  private Path file = Path.of("weir.yaml");

  /** Prints the report to standard output, what kept it from the file to standard error. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Configuration configuration = ConfigurationFile.read(file).configuration();
      out.println(file + ": no mistakes; " + summary(configuration));
      return RIGHT;
    } catch (InvalidConfiguration e) {
      out.println(e.report(Ansi.AUTO.enabled()));
      return WRONG;
    } catch (IOException e) {
      err.println("weir check: " + file + ": " + reason(e));
      return UNREADABLE;
    }
  }

  private String reason(IOException e) {
    if (Files.isDirectory(file)) {
      return "a folder (expected: a file)";
    }
    return switch (e) {
      case NoSuchFileException missing -> "no such file";
      case AccessDeniedException denied -> "may not be read";
      default -> "cannot be read: " + e.getMessage();
    };
  }

  private static String summary(Configuration configuration) {
    int nodes = configuration.clusters().stream().mapToInt(each -> each.nodes().size()).sum();
    return String.join(
        ", ",
        count(configuration.listeners().size(), "listener"),
        count(configuration.clusters().size(), "cluster") + " with " + count(nodes, "node"),
        count(configuration.routes().size(), "route"),
        count(configuration.filters().size(), "filter"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
