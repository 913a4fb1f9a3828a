package dev.weir.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir demo kill 2} and its kin: speaks to the demo that runs in another shell. */
abstract sealed class NodeCommand implements Callable<Integer> {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Action action;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NODE", description = "Number of the node, from 1.")
  private int node;

  @SuppressWarnings("NullAway.Init") // the command line fills the fields in
  private NodeCommand(Action action) {
    this.action = action;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
      ControlFile.Content control = ControlFile.usual().read();
      URI uri =
          URI.create("http://127.0.0.1:%d/%s/%d".formatted(control.port(), action.word(), node));
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(DEADLINE)
              .header("authorization", "Bearer " + control.token())
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      (response.statusCode() == 200 ? out : err).println(response.body());
      return response.statusCode() == 200 ? 0 : 1;
    } catch (NoSuchFileException e) {
      err.println("no demo is running; start one with  weir demo");
      return 1;
    } catch (IOException e) {
      err.println("no demo answers; start one with  weir demo  (" + e.getMessage() + ")");
      return 1;
    }
  }

  @Command(name = "kill", description = "Kills a node of the running demo (SIGKILL).")
  static final class Kill extends NodeCommand {
    Kill() {
      super(Action.KILL);
    }
  }

  @Command(name = "freeze", description = "Freezes a node of the running demo (SIGSTOP).")
  static final class Freeze extends NodeCommand {
    Freeze() {
      super(Action.FREEZE);
    }
  }

  @Command(name = "back", description = "Thaws a frozen node, starts a killed one again.")
  static final class Back extends NodeCommand {
    Back() {
      super(Action.BACK);
    }
  }
}
