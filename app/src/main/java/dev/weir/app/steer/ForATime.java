package dev.weir.app.steer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long what is set by hand lasts, and why it is set. */
public final class ForATime {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      required = true,
      description = "How long, such as 30s, 10m or 2h; at most 7d. Then it goes back by itself.")
  private String time = "";

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Shown wherever this is shown: an incident's number, a name.")
  private @Nullable String why;

  /** As it stands in a query, behind what is wanted. */
  public String query() {
    String reason = why == null ? "" : "&why=" + AdminAccess.encoded(why);
    return "&for=" + AdminAccess.encoded(time) + reason;
  }
}
