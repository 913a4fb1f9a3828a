package dev.weir.app.suggest;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir suggest}: what follows from what a running gateway has seen. */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    subcommands = SuggestLimitsCommand.class,
    synopsisSubcommandLabel = "WHAT",
    description = "Proposes settings that follow from what a running gateway has seen.",
    footerHeading = "%nExamples:%n",
    footer = {"  weir suggest limits"})
public final class SuggestCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
  }
}
