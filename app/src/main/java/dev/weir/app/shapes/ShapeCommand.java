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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir shape}: one shape in full. */
@Command(
    name = "shape",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a shape of searches looks like, what it costs, who asks it, which rules find",
      "something in it and why that is dangerous, and what to ask instead."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is shown", "1:there is none; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {"  weir shape 1f3a", "  weir shape 1f3a9c0b77e2d411"})
public final class ShapeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Its id, or the beginning of it that is its alone.")
  private String id = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (HttpClient client = AdminAccess.client()) {
      Map<?, ?> shape = admin.ask(client, "GET", "/-/shapes/" + AdminAccess.encoded(id));
      List<String> lines = ShapePicture.one(shape);
      return Live.show(spec.commandLine().getOut(), true, "", (_, _) -> lines);
    } catch (AdminAccess.Refused e) {
      spec.commandLine().getErr().println("weir: " + e.getMessage());
      return 1;
    }
  }
}
