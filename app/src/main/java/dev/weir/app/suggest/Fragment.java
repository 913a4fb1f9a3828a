package dev.weir.app.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Proposals as YAML that takes the place of the lists of the same name; in comments, what was seen
 * and why.
 */
final class Fragment {
  /** What no reader of YAML takes for anything but a text. */
  private static final String PLAIN = "[A-Za-z][A-Za-z0-9_./-]*";

  private static final String TIME = "\\d+(ms|s|m|h|d)";

  private static final List<String> WORDS =
      List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private static final int SHOWN = 20;

  private Fragment() {}

  static List<String> lines(Seen seen, String from) {
    List<String> lines = new ArrayList<>();
    lines.add("# What was asked of " + from + " within " + Figures.time(seen.seconds()) + ".");
    table(lines, "tenant", Asked.ofDemand(seen.demandBy("tenant")));
    table(lines, "address", Asked.ofDemand(seen.demandBy("address")));
    lines.add("#");
    List<Proposal> limits = LimitProposals.of(seen);
    List<Proposal> lanes = LaneProposals.of(seen);
    if (limits.isEmpty() && lanes.isEmpty()) {
      lines.add("# That is too little to propose anything. Come back after some traffic.");
      return lines;
    }
    lines.add(
        "# These lists take the place of those in the configuration. What is new is observed:");
    lines.add("# it refuses nothing, and counts what it would refuse.");
    list(lines, "limits", limits);
    list(lines, "lanes", lanes);
    return lines;
  }

  private static void table(List<String> lines, String by, List<Asked> asked) {
    if (asked.isEmpty()) {
      return;
    }
    boolean active = asked.stream().anyMatch(each -> each.active() > 0);
    lines.add("#");
    lines.add(
        "# %-24s %10s %9s %8s %9s %9s%s"
            .formatted(
                by,
                "requests",
                "usual/1s",
                "most/1s",
                "most/10s",
                "most/60s",
                active ? "   at once" : ""));
    for (Asked each : asked.subList(0, Math.min(SHOWN, asked.size()))) {
      lines.add(
          "# %-24s %10d %9d %8d %9d %9d%s"
              .formatted(
                  comment(each.key()),
                  each.requests(),
                  each.usual(),
                  each.second(),
                  each.tenSeconds(),
                  each.minute(),
                  active ? "%10d".formatted(each.active()) : ""));
    }
    if (asked.size() > SHOWN) {
      lines.add("# and " + (asked.size() - SHOWN) + " more");
    }
  }

  private static void list(List<String> lines, String name, List<Proposal> proposals) {
    if (proposals.isEmpty()) {
      return;
    }
    lines.add(name + ":");
    for (Proposal proposal : proposals) {
      lines.add("  # " + (proposal.fresh() ? "new: " : "") + comment(proposal.reason()));
      lines.add("  - " + value(proposal.item()));
    }
  }

  /** Keys are chosen by clients, and a comment ends with its line. */
  private static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String value(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> value(entry.getKey()) + ": " + value(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(Fragment::value).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> text(value.toString());
    };
  }

  private static String text(String text) {
    boolean plain = text.matches(PLAIN) && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain || text.matches(TIME) ? text : "'" + text.replace("'", "''") + "'";
  }
}
