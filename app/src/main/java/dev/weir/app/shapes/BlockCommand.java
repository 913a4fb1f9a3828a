package dev.weir.app.shapes;

import dev.weir.app.steer.AdminAccess;
import dev.weir.app.steer.ForATime;
import dev.weir.app.steer.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir block}: turns the searches of one shape away, for a time. */
@Command(
    name = "block",
    mixinStandardHelpOptions = true,
    description = {
      "Turns all searches of one shape away for a given time, with 429 and the time to come back.",
      "It holds at once and ends by itself. It outlasts a restart if the configuration has state."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is blocked", "1:it is not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir block 1f3a9c0b77e2d411 --for 10m",
      "  weir block 1f3a --for 2h --why 'the report that ate the cluster'"
    })
public final class BlockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();
  @Mixin private ForATime time = new ForATime();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Its id, as weir shapes shows it, or the beginning of it that is its alone.")
  private String id = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Order.give(spec, admin, "POST", "shape", id, "/block?" + time.query().substring(1));
  }
}
