package dev.weir.app.status;

import static dev.weir.app.steer.AdminJson.maps;
import static dev.weir.app.steer.AdminJson.text;

import dev.weir.app.demo.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the admin listener says of clusters, drawn in lines for a terminal. */
final class StatusPicture {
  private static final int CHANGES = 8;

  private StatusPicture() {}

  /**
   * Draws it.
   *
   * @param clusters what {@code /-/clusters} says, as maps and lists
   * @param admission lines on limits, lanes and switches
   * @param switches what {@code /-/switches} says
   * @param from where it came from
   */
  static List<String> of(
      Map<?, ?> clusters, List<String> admission, Map<?, ?> switches, String from) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Tone.STRONG.paint("Weir")
            + "  "
            + from
            + Tone.QUIET.paint("   exchanges ")
            + clusters.get("exchanges")
            + Tone.QUIET.paint("   connections ")
            + clusters.get("connections")
            + (Boolean.TRUE.equals(clusters.get("draining"))
                ? Tone.WARNING.paint("   draining")
                : ""));
    List<Map<?, ?>> changes = new ArrayList<>();
    for (Map<?, ?> cluster : maps(clusters.get("clusters"))) {
      lines.add("");
      lines.add(
          Tone.STRONG.paint("%-24s".formatted(cluster.get("name")))
              + Tone.QUIET.paint("  state      share  active    requests  failures  check"));
      for (Map<?, ?> endpoint : maps(cluster.get("endpoints"))) {
        lines.add(endpoint(endpoint));
      }
      changes.addAll(maps(cluster.get("changes")));
    }
    addBreakers(lines, maps(clusters.get("breakers")));
    lines.addAll(admission);
    changes.addAll(maps(switches.get("changes")));
    addChanges(lines, changes);
    return lines;
  }

  private static String endpoint(Map<?, ?> endpoint) {
    String state = text(endpoint.get("state"));
    Object check = endpoint.get("check_ms");
    return "  %-24s%s %4s %% %7s %11s %9s %8s  %s"
        .formatted(
            endpoint.get("name"),
            tone(state).paint("%-9s".formatted(state)),
            endpoint.get("share_percent"),
            endpoint.get("active"),
            endpoint.get("requests"),
            endpoint.get("failures"),
            check == null ? "-" : "%.1f ms".formatted(((Number) check).doubleValue()),
            state.equals("up") ? "" : Tone.QUIET.paint(text(endpoint.get("cause"))));
  }

  private static Tone tone(String state) {
    return switch (state) {
      case "up", "closed" -> Tone.GOOD;
      case "silent" -> Tone.COLD;
      case "down", "ejected", "open" -> Tone.BAD;
      default -> Tone.WARNING;
    };
  }

  private static void addBreakers(List<String> lines, List<Map<?, ?>> breakers) {
    if (breakers.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(Tone.STRONG.paint("breakers"));
    for (Map<?, ?> breaker : breakers) {
      String state = text(breaker.get("state"));
      Object standby = breaker.get("standby");
      lines.add(
          "  %-24s%s %4s %%  to %s%s  %s"
              .formatted(
                  breaker.get("route"),
                  tone(state).paint("%-11s".formatted(state)),
                  breaker.get("share_percent"),
                  breaker.get("cluster"),
                  standby == null
                      ? ""
                      : ", standby " + standby + " (" + breaker.get("preference") + ")",
                  Tone.QUIET.paint(text(breaker.get("cause")))));
    }
  }

  private static void addChanges(List<String> lines, List<Map<?, ?>> changes) {
    if (changes.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(Tone.STRONG.paint("changes"));
    changes.sort(Comparator.comparing(change -> text(change.get("at"))));
    for (Map<?, ?> change :
        changes.subList(Math.max(0, changes.size() - CHANGES), changes.size())) {
      String at = text(change.get("at"));
      lines.add(
          "  %s  %-20s %-22s %s"
              .formatted(
                  Tone.QUIET.paint(at.length() < 19 ? at : at.substring(11, 19)),
                  change.get("change"),
                  change.get("subject"),
                  Tone.QUIET.paint(text(change.get("cause")))));
    }
  }
}
