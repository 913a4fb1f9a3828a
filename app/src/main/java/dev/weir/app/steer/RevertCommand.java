package dev.weir.app.steer;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir revert}: takes back at once what was set by hand. */
@Command(
    name = "revert",
    mixinStandardHelpOptions = true,
    description = {
      "Takes back at once what was set of a limit, a lane, a switch or a rule by hand.",
      "Nothing happens if nothing was set."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is as configured", "1:it is not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir revert limit per-tenant",
      "  weir revert switch writers-give-way",
      "  weir revert rule deep-page"
    })
public final class RevertCommand implements Callable<Integer> {
  /** What can have been set. */
  enum Kind {
    LIMIT,
    LANE,
    SWITCH,
    RULE
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();

  @Parameters(
      index = "0",
      paramLabel = "limit|lane|switch|rule",
      description = "What is taken back.")
  private Kind kind = Kind.LIMIT;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Order.give(spec, admin, "DELETE", kind.name().toLowerCase(Locale.ROOT), name, "");
  }
}
