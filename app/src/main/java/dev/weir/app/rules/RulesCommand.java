package dev.weir.app.rules;

import dev.weir.app.demo.Frame;
import dev.weir.app.steer.AdminAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir rules}: what rules have found in queries. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Shows each rule for queries: what becomes of what it finds, what it has found, of whom,",
      "and the last example, without any value of the query; what is known of indices, and how",
      "often searches were rewritten."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they are shown", "1:they are not; the reason has been said"},
    footerHeading = "%nExamples:%n",
    footer = {"  weir rules", "  weir rules --all", "  weir set rule deep-page enforce --for 10m"})
public final class RulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AdminAccess admin = new AdminAccess();

  @Option(names = "--all", description = "Those as well that are off.")
  private boolean all;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (HttpClient client = AdminAccess.client()) {
      Map<?, ?> page = admin.ask(client, "GET", "/-/rules");
      boolean colours = Ansi.AUTO.enabled();
      PrintWriter out = spec.commandLine().getOut();
      List<String> lines = new ArrayList<>(RulesPicture.of(page, all));
      if (Boolean.TRUE.equals(page.get("reading"))) {
        lines.addAll(RulesPicture.rewrites(admin.ask(client, "GET", "/-/rewrites")));
      }
      lines.forEach(line -> out.println(Frame.line(line, Integer.MAX_VALUE, colours)));
      out.flush();
      return 0;
    } catch (AdminAccess.Refused e) {
      spec.commandLine().getErr().println("weir: " + e.getMessage());
      return 1;
    }
  }
}
