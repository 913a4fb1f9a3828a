package dev.weir.app.shapes;

import static dev.weir.app.steer.AdminJson.maps;
import static dev.weir.app.steer.AdminJson.number;
import static dev.weir.app.steer.AdminJson.text;

import dev.weir.app.demo.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the admin listener says of one shape, drawn in lines for a terminal. */
final class ShapePicture {
  /** One that takes so much of the cluster is worth a look, or is the trouble. */
  private static final double MUCH = 0.2;

  private static final double MOST = 0.5;

  private ShapePicture() {}

  /** How a share of all that searches cost is painted. */
  static Tone tone(double share) {
    return share >= MOST ? Tone.BAD : share >= MUCH ? Tone.WARNING : Tone.PLAIN;
  }

  /** An order in one line. */
  static String order(Map<?, ?> order) {
    return "%s  %s until %s, has refused %s  %s"
        .formatted(
            Tone.COLD.paint(text(order.get("shape"))),
            text(order.get("set_to")),
            text(order.get("until")),
            text(order.get("refused")),
            Tone.QUIET.paint(text(order.get("why"))));
  }

  /** One shape, in full. */
  static List<String> one(Map<?, ?> shape) {
    List<String> lines = new ArrayList<>();
    double share = number(shape.get("share"));
    lines.add(
        Tone.STRONG.paint("shape " + text(shape.get("id")))
            + "  "
            + tone(share).paint("%.1f%%".formatted(share * 100))
            + " of what all searches cost of late");
    lines.add("");
    add(lines, "asked", text(shape.get("count")) + " times, " + figure(shape.get("rate")) + "/s");
    add(lines, "first, last", text(shape.get("first_seen")) + ", " + text(shape.get("last_seen")));
    add(lines, "cost", figure(shape.get("cost")) + " units each, of late");
    add(
        lines,
        "engine",
        millis(shape.get("took_ms"))
            + " on average, "
            + text(shape.get("took_most_ms"))
            + "ms at most");
    add(
        lines,
        "answered in",
        "p50 "
            + millis(shape.get("p50_ms"))
            + ", p95 "
            + millis(shape.get("p95_ms"))
            + ", p99 "
            + millis(shape.get("p99_ms")));
    add(
        lines,
        "found",
        figure(shape.get("hits")) + " hits in " + figure(shape.get("shards")) + " shards");
    add(
        lines,
        "went wrong",
        "%s failed, %s timed out, %s refused"
            .formatted(
                text(shape.get("failed")),
                text(shape.get("timed_out")),
                text(shape.get("refused"))));
    add(lines, "operations", counts(shape.get("operations")));
    add(lines, "tenants", counts(shape.get("tenants")));
    add(lines, "indices", counts(shape.get("indices")));
    if (shape.get("sample") != null) {
      lines.add("");
      lines.add(Tone.STRONG.paint("it looks like"));
      lines.add("  " + text(shape.get("sample")));
    }
    addFindings(lines, shape);
    if (shape.get("order") instanceof Map<?, ?> order) {
      lines.add("");
      lines.add(Tone.STRONG.paint("by hand"));
      lines.add("  " + order(order));
    }
    return lines;
  }

  private static void addFindings(List<String> lines, Map<?, ?> shape) {
    for (Map<?, ?> finding : maps(shape.get("findings"))) {
      lines.add("");
      lines.add(Tone.WARNING.paint(text(finding.get("rule"))) + "  " + text(finding.get("why")));
      lines.add(Tone.QUIET.paint("  such as   ") + text(finding.get("trouble")));
      lines.add(Tone.QUIET.paint("  instead   ") + Tone.GOOD.paint(text(finding.get("cure"))));
    }
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add(Tone.QUIET.paint("%-12s".formatted(name)) + " " + value);
    }
  }

  private static String counts(@Nullable Object counts) {
    List<String> parts = new ArrayList<>();
    if (counts instanceof Map<?, ?> map) {
      map.forEach((name, count) -> parts.add(name + " " + count));
    }
    return String.join(", ", parts);
  }

  static String millis(@Nullable Object value) {
    return value == null ? "-" : figure(value) + "ms";
  }

  /** With a digit behind the point where that says something. */
  static String figure(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    double number = number(value);
    return number >= 100 ? "%.0f".formatted(number) : "%.1f".formatted(number);
  }
}
