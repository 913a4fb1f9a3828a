package dev.weir.app.suggest;

import dev.weir.app.steer.AdminAccess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir suggest limits}: limits and lanes, with reasons, to be pasted. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    description = {
      "Proposes limits and lanes that follow from what a running gateway was asked for: by whom,"
          + " how much at once at most, and what its limits and lanes turned away or would have.",
      "Prints YAML that takes the place of limits and lanes in a configuration, with the reasons in"
          + " comments. What is new in it is observed only: it refuses nothing. Changes nothing"
          + " itself."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir suggest limits",
      "  weir suggest limits --admin http://10.0.0.9:9280 --token secret > proposal.yaml"
    })
public final class SuggestLimitsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private AdminAccess admin = new AdminAccess();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (AdminClient client = new AdminClient(admin.address(), admin.token())) {
      Fragment.lines(Seen.read(client), admin.address().toString()).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
