package dev.weir.app.shapes;

import dev.weir.app.status.Live;
import dev.weir.app.steer.AdminAccess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir shapes}: which shapes of searches cost the cluster most, live. */
@Command(
    name = "shapes",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the shapes of searches, those that cost the cluster most of late first.",
      "A shape is a search without its values. Red: half of all cost or more;",
      "yellow: a fifth; blue: blocked or limited by hand. A narrow terminal shows",
      "fewer figures.",
      "On a terminal once a second until Ctrl-C; otherwise once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir shapes",
      "  weir shapes --sort p99 --once",
      "  weir shapes --json --limit 100"
    })
public final class ShapesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();

  @Option(names = "--once", description = "Shows it once and ends.")
  private boolean once;

  @Option(
      names = "--sort",
      paramLabel = "FIGURE",
      description =
          "share, rate, count, cost, p50, p95, p99, took, hits, bytes, refused, failed or last-seen"
              + " (default: ${DEFAULT-VALUE}).")
  private String sort = "share";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "As the admin listener says it, once.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (HttpClient client = AdminAccess.client()) {
      if (json) {
        spec.commandLine().getOut().print(admin.text(client, path(limit)));
        spec.commandLine().getOut().flush();
        return 0;
      }
      return Live.show(
          spec.commandLine().getOut(),
          once,
          "Weir  " + admin.address(),
          (width, height) -> picture(client, width, height));
    } catch (AdminAccess.Refused e) {
      spec.commandLine().getErr().println("weir: " + e.getMessage());
      return 1;
    }
  }

  private String path(int most) {
    return "/-/shapes?sort=" + AdminAccess.encoded(sort) + "&limit=" + most;
  }

  private List<String> picture(HttpClient client, int width, int height)
      throws IOException, InterruptedException {
    try {
      Map<?, ?> page = admin.ask(client, "GET", path(Math.min(height, limit)));
      return ShapesTable.of(page, admin.address().toString(), width, height);
    } catch (AdminAccess.Refused e) {
      throw new AdminAccess.Unanswered(admin.address() + ": " + e.getMessage(), e);
    }
  }
}
