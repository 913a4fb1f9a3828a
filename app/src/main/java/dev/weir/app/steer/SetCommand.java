package dev.weir.app.steer;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir set}: a limit's rate, a lane's bound or a rule's mode, for a time. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Sets a limit's rate, how many requests may be under way in a lane, or what becomes of what",
      "a rule for queries finds, for a given time.",
      "It holds at once, goes back by itself, and outlasts reloads of the configuration, but no",
      "restart. See weir status for what is set, and weir revert to take it back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is set", "1:it is not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir set limit per-tenant 500/s --for 10m",
      "  weir set limit per-tenant 100/10s --for 2h --why 'the 16:00 push'",
      "  weir set lane writers 4 --for 10m",
      "  weir set rule deep-page enforce --for 10m"
    })
public final class SetCommand implements Callable<Integer> {
  /** What can be set to a value. */
  enum Kind {
    LIMIT("rate"),
    LANE("bound"),
    RULE("mode");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();
  @Mixin private ForATime time = new ForATime();

  @Parameters(index = "0", paramLabel = "limit|lane|rule", description = "What is set.")
  private Kind kind = Kind.LIMIT;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Parameters(
      index = "2",
      paramLabel = "VALUE",
      description =
          "A limit's rate, such as 500/s, 100/10s or 30000/m; a lane's bound, such as 20; a rule's"
              + " mode: off, observe, warn or enforce.")
  private String value = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Order.give(
        spec,
        admin,
        "POST",
        kind.name().toLowerCase(Locale.ROOT),
        name,
        "?" + kind.key + "=" + AdminAccess.encoded(value) + time.query());
  }
}
