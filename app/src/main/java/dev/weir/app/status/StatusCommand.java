package dev.weir.app.status;

import dev.weir.app.demo.Frame;
import dev.weir.app.steer.AdminAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir status}: clusters, their nodes, breakers and what changed lately, live. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows clusters, their nodes and why they are out, breakers, limits, lanes and switches,",
      "who is being turned away and why, what is set by hand, and what changed lately.",
      "On a terminal once a second until Ctrl-C; otherwise once."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  weir status", "  weir status --admin http://10.0.0.9:9280 --token secret --once"})
public final class StatusCommand implements Callable<Integer> {
  private static final long MILLIS_BETWEEN = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private AdminAccess admin = new AdminAccess();

  @Option(names = "--once", description = "Shows it once and ends.")
  private boolean once;

  private final AdmissionPicture admission = new AdmissionPicture();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (HttpClient client = AdminAccess.client()) {
      if (once || !isTerminal()) {
        boolean colours = Ansi.AUTO.enabled();
        PrintWriter out = spec.commandLine().getOut();
        picture(client).forEach(line -> out.println(Frame.line(line, Integer.MAX_VALUE, colours)));
        out.flush();
        return 0;
      }
      return watch(client);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  private int watch(HttpClient client) throws IOException, InterruptedException {
    Thread watching = Thread.currentThread();
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      terminal.handle(Terminal.Signal.INT, signal -> watching.interrupt());
      terminal.writer().print(Frame.ENTER);
      try {
        while (true) {
          int width = terminal.getWidth() > 0 ? terminal.getWidth() : Frame.ANY_WIDTH;
          int height = terminal.getHeight() > 0 ? terminal.getHeight() : Frame.ANY_HEIGHT;
          terminal.writer().print(Frame.of(shown(client), width, height, Ansi.AUTO.enabled()));
          terminal.writer().flush();
          Thread.sleep(MILLIS_BETWEEN);
        }
      } catch (InterruptedException e) {
        return 0;
      } finally {
        terminal.writer().print(Frame.LEAVE);
        terminal.writer().flush();
      }
    }
  }

  /** A gateway that is away for a moment, say for a restart, is no reason to end. */
  private List<String> shown(HttpClient client) throws InterruptedException {
    try {
      return picture(client);
    } catch (IOException e) {
      return List.of("Weir  " + admin.address(), "", String.valueOf(e.getMessage()));
    }
  }

  private List<String> picture(HttpClient client) throws IOException, InterruptedException {
    try {
      Map<?, ?> clusters = admin.ask(client, "GET", "/-/clusters");
      Map<?, ?> limits = admin.ask(client, "GET", "/-/limits");
      Map<?, ?> lanes = admin.ask(client, "GET", "/-/lanes");
      Map<?, ?> switches = admin.ask(client, "GET", "/-/switches");
      List<String> middle = admission.of(limits, lanes, switches, System.nanoTime());
      return StatusPicture.of(clusters, middle, switches, admin.address().toString());
    } catch (AdminAccess.Refused e) {
      throw new IOException(admin.address() + ": " + e.getMessage(), e);
    }
  }
}
