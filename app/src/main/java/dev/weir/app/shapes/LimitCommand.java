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

/** {@code weir limit}: lets some searches of one shape pass, for a time. */
@Command(
    name = "limit",
    mixinStandardHelpOptions = true,
    description = {
      "Lets only so many searches of one shape pass, for a given time; the others get 429 and the",
      "time to come back. It holds at once and ends by itself. It outlasts a restart if the",
      "configuration has state. weir set limit is for limits that are configured."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is limited", "1:it is not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {"  weir limit 1f3a9c0b77e2d411 5/s --for 1h", "  weir limit 1f3a 100/m --for 10m"})
public final class LimitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();
  @Mixin private ForATime time = new ForATime();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Its id, as weir shapes shows it, or the beginning of it that is its alone.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "RATE", description = "Such as 5/s, 1/10s or 300/m.")
  private String rate = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    String query = "/limit?rate=" + AdminAccess.encoded(rate) + time.query();
    return Order.give(spec, admin, "POST", "shape", id, query);
  }
}
