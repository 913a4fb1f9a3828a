package dev.weir.app.status;

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
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private AdminAccess admin = new AdminAccess();

  @Option(names = "--once", description = "Shows it once and ends.")
  private boolean once;

  private final AdmissionPicture admission = new AdmissionPicture();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (HttpClient client = AdminAccess.client()) {
      return Live.show(
          spec.commandLine().getOut(), once, "Weir  " + admin.address(), (_, _) -> picture(client));
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
      throw new AdminAccess.Unanswered(admin.address() + ": " + e.getMessage(), e);
    }
  }
}
