package dev.weir.app.shapes;

import dev.weir.app.steer.AdminAccess;
import dev.weir.app.steer.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir unblock}: takes back at once what was ordered about a shape. */
@Command(
    name = "unblock",
    mixinStandardHelpOptions = true,
    description = "Neither blocks nor limits a shape any more, at once.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is free", "1:it was so before; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = "  weir unblock 1f3a")
public final class UnblockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Its id, or the beginning of it that is its alone.")
  private String id = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Order.give(spec, admin, "DELETE", "shape", id, "");
  }
}
