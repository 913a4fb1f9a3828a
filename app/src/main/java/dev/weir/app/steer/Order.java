package dev.weir.app.steer;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Something to be done by a running gateway: asks for it, and tells what came of it. */
public final class Order {
  private static final int DONE = 0;
  private static final int REFUSED = 1;

  private Order() {}

  /**
   * Gives an order.
   *
   * @param kind what it is about: {@code limit}, {@code lane}, {@code switch}, {@code shape}
   * @param query behind the name: the rest of the path and a query, encoded; may be empty
   * @return the command's exit code
   */
  public static int give(
      CommandSpec spec, AdminAccess admin, String method, String kind, String name, String query)
      throws IOException, InterruptedException {
    String page = kind.equals("switch") ? "switches" : kind + "s";
    String path = "/-/" + page + "/" + AdminAccess.encoded(name) + query;
    try (HttpClient client = AdminAccess.client()) {
      Map<?, ?> answer = admin.ask(client, method, path);
      PrintWriter out = spec.commandLine().getOut();
      Object until = answer.get("until");
      out.println(
          kind
              + " "
              + (answer.get(kind) == null ? name : answer.get(kind))
              + ": "
              + answer.get("set_to")
              + (until == null ? "" : " for " + answer.get("for") + ", until " + until));
      if (Boolean.FALSE.equals(answer.get("outlasts_restart"))) {
        out.println("  It ends with this process, since the configuration has no state.");
      }
      return DONE;
    } catch (AdminAccess.Refused e) {
      spec.commandLine().getErr().println("weir: " + e.getMessage());
      return REFUSED;
    }
  }
}
