package dev.weir.app.status;

import static dev.weir.app.steer.AdminJson.maps;
import static dev.weir.app.steer.AdminJson.text;

import dev.weir.app.demo.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the admin listener says of limits, lanes and switches, drawn in lines for a terminal: use
 * against bound, who is being turned away and why, and what is set by hand.
 */
final class AdmissionPicture {
  private static final int NEARLY_FULL = 80;
  private static final int FULL = 100;

  private final Rates rates = new Rates();

  /**
   * Draws it.
   *
   * @param limits what {@code /-/limits} says, as maps and lists; the others likewise
   * @param now in nanoseconds of any clock
   */
  List<String> of(Map<?, ?> limits, Map<?, ?> lanes, Map<?, ?> switches, long now) {
    List<String> lines = new ArrayList<>();
    rates.begin(now);
    head(lines, maps(limits.get("limits")), "limits", "  rate            most used");
    for (Map<?, ?> limit : maps(limits.get("limits"))) {
      lines.add(limit(limit));
      addTurnedAway(lines, "limit ", limit);
      addByHand(lines, limit);
    }
    head(lines, maps(lanes.get("lanes")), "lanes", "  under way       waiting");
    for (Map<?, ?> lane : maps(lanes.get("lanes"))) {
      lines.add(lane(lane));
      addEndpoints(lines, lane);
      addTurnedAway(lines, "lane ", lane);
      addByHand(lines, lane);
    }
    head(lines, maps(switches.get("switches")), "switches", "");
    for (Map<?, ?> each : maps(switches.get("switches"))) {
      lines.add(degrade(each));
      addTurnedAway(lines, "switch ", each);
      addMemory(lines, each);
      addWhy(lines, each);
    }
    rates.end();
    return lines;
  }

  private static void head(List<String> lines, List<Map<?, ?>> all, String name, String columns) {
    if (!all.isEmpty()) {
      lines.add("");
      lines.add(Tone.STRONG.paint("%-24s".formatted(name)) + Tone.QUIET.paint(columns));
    }
  }

  private static String limit(Map<?, ?> limit) {
    long millis = number(limit.get("within_millis"));
    String within =
        millis == 1_000 ? "s" : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    List<Map<?, ?>> most = maps(limit.get("most_used"));
    String use = "";
    if (!most.isEmpty()) {
      Map<?, ?> first = most.getFirst();
      use =
          use(number(first.get("used")), number(first.get("bound")))
              + (text(first.get("key")).isEmpty() ? "" : " " + text(first.get("key")));
    }
    String rate =
        limit.get("units") == null
            ? limit.get("requests") + "/" + within
            : limit.get("units") + " units/" + within;
    return name(limit) + "%-16s%s".formatted(rate, use);
  }

  private static String lane(Map<?, ?> lane) {
    long bound = number(lane.get("bound"));
    boolean isFound = Boolean.TRUE.equals(lane.get("adaptive")) && lane.get("by_hand") == null;
    String found = isFound ? Tone.QUIET.paint(" found") : "";
    boolean slow = "slow_cluster".equals(lane.get("finding"));
    return name(lane)
        + padded(use(number(lane.get("active")), bound) + found, 16)
        + use(number(lane.get("waiting")), number(lane.get("most_waiting")))
        + (slow ? Tone.WARNING.paint("  slow cluster") : "");
  }

  /** The nodes that it has, if those are not all of its cluster's. */
  private static void addEndpoints(List<String> lines, Map<?, ?> lane) {
    if (lane.get("endpoints") instanceof List<?> names) {
      String all = names.stream().map(String::valueOf).collect(Collectors.joining(", "));
      lines.add(
          "    "
              + (all.isEmpty()
                  ? Tone.WARNING.paint("no node of its own is known")
                  : Tone.QUIET.paint("on " + all)));
    }
  }

  private static String degrade(Map<?, ?> each) {
    boolean on = Boolean.TRUE.equals(each.get("on"));
    String effects = each.get("effects") instanceof List<?> list ? join(list) : "";
    return name(each)
        + (on ? Tone.WARNING.paint("on ") : Tone.GOOD.paint("off"))
        + Tone.QUIET.paint(" since " + clock(each.get("since")))
        + "  "
        + (on ? effects : Tone.QUIET.paint(effects));
  }

  private static String join(List<?> list) {
    return String.join("; ", list.stream().map(String::valueOf).toList());
  }

  private static String name(Map<?, ?> of) {
    boolean observed = "observe".equals(of.get("mode"));
    String name = "  %-24s".formatted(of.get("name") + (observed ? " (observe)" : ""));
    return observed ? Tone.QUIET.paint(name) : name;
  }

  private static String use(long used, long bound) {
    long percent = bound == 0 ? 0 : used * 100 / bound;
    Tone tone = percent >= FULL ? Tone.BAD : percent >= NEARLY_FULL ? Tone.WARNING : Tone.GOOD;
    return tone.paint(used + "/" + bound);
  }

  /** Each tenant that was refused, how often, and how many times a second it is now. */
  private void addTurnedAway(List<String> lines, String kind, Map<?, ?> of) {
    if (!(of.get("refused") instanceof Map<?, ?> refused) || refused.isEmpty()) {
      return;
    }
    boolean observed = "observe".equals(of.get("mode"));
    List<String> all = new ArrayList<>();
    for (Map.Entry<?, ?> tenant : refused.entrySet()) {
      long count = number(tenant.getValue());
      double rate = rates.perSecond(kind + of.get("name") + " " + tenant.getKey(), count);
      Tone tone = rate > 0 ? observed ? Tone.WARNING : Tone.BAD : Tone.QUIET;
      String now = rate > 0 ? " %.0f/s".formatted(Math.max(1, rate)) : "";
      all.add(tone.paint(tenant.getKey() + now) + Tone.QUIET.paint(" (" + count + ")"));
    }
    String verb = observed ? "would have turned away " : "turned away ";
    lines.add("    " + Tone.QUIET.paint(verb) + String.join(", ", all));
  }

  private static void addMemory(List<String> lines, Map<?, ?> each) {
    if (each.get("from_memory") instanceof Map<?, ?> memory) {
      lines.add(
          "    "
              + Tone.QUIET.paint(
                  "answered %d from memory: %d answers in %d MiB of %d"
                      .formatted(
                          number(memory.get("hits")),
                          number(memory.get("entries")),
                          number(memory.get("bytes")) >> 20,
                          number(memory.get("max_bytes")) >> 20)));
    }
  }

  private static void addByHand(List<String> lines, Map<?, ?> of) {
    if (of.get("by_hand") instanceof Map<?, ?> hand) {
      lines.add(
          "    "
              + Tone.WARNING.paint("by hand until " + clock(hand.get("until")))
              + Tone.QUIET.paint(", then " + hand.get("configured") + ": " + hand.get("why")));
    }
  }

  private static void addWhy(List<String> lines, Map<?, ?> each) {
    Object until = each.get("by_hand_until");
    Object cause = each.get("cause");
    if (until != null) {
      lines.add(
          "    "
              + Tone.WARNING.paint("by hand until " + clock(until))
              + Tone.QUIET.paint(": " + cause));
    } else if (cause != null) {
      lines.add("    " + Tone.QUIET.paint(text(cause)));
    }
    for (Map<?, ?> signal : maps(each.get("signals"))) {
      Object problem = signal.get("problem");
      Object value = signal.get("value");
      boolean high = Boolean.TRUE.equals(signal.get("turned_it"));
      String measured = value == null ? "unknown" : value + " " + signal.get("unit");
      lines.add(
          "    "
              + signal.get("name")
              + " "
              + (high ? Tone.WARNING : Tone.GOOD).paint(measured)
              + Tone.QUIET.paint(
                  "  on above %s for %s, off below %s for %s"
                      .formatted(
                          signal.get("on_above"),
                          signal.get("on_after"),
                          signal.get("off_below"),
                          signal.get("off_after")))
              + (problem == null ? "" : Tone.BAD.paint("  " + problem)));
    }
  }

  /** The time of day of an instant, as the changes show it. */
  private static String clock(@Nullable Object instant) {
    String at = text(instant);
    return at.length() < 19 ? at : at.substring(11, 19);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** Padded to a width that does not count colours. */
  private static String padded(String painted, int width) {
    int shown = painted.replaceAll("\u001b\\[[0-9;]*m", "").length();
    return painted + " ".repeat(Math.max(1, width - shown));
  }
}
