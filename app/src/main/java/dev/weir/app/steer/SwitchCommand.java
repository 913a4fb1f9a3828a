package dev.weir.app.steer;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir switch}: turns a switch on or off, for a time. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    description = {
      "Turns a switch on or off for a given time, whatever its signals say.",
      "It holds at once, is left to its signals again by itself, and outlasts reloads of the",
      "configuration, but no restart. See weir status, and weir revert to take it back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is turned", "1:it is not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir switch writers-give-way on --for 10m",
      "  weir switch core-only off --for 1h --why 'a drill'"
    })
public final class SwitchCommand implements Callable<Integer> {
  /** What a switch can be. */
  enum Turn {
    ON,
    OFF
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();
  @Mixin private ForATime time = new ForATime();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the switch.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "on|off", description = "What it is to be.")
  private Turn turn = Turn.ON;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String to = turn.name().toLowerCase(Locale.ROOT);
    return Order.give(spec, admin, "POST", "switch", name, "?turn=" + to + time.query());
  }
}
