package dev.weir.app.rules;

import dev.weir.app.demo.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /-/rules} says, drawn in lines for a terminal. */
final class RulesPicture {
  private RulesPicture() {}

  /**
   * Draws it.
   *
   * @param page as maps and lists
   * @param all whether rules that are off and have found nothing are shown
   */
  static List<String> of(Map<?, ?> page, boolean all) {
    List<String> lines = new ArrayList<>();
    if (!Boolean.TRUE.equals(page.get("reading"))) {
      lines.add("no query is read: the configuration has no section [queries]");
      return lines;
    }
    lines.add(
        Tone.QUIET.paint("searches read ")
            + page.get("searches")
            + Tone.QUIET.paint("   not to their end ")
            + page.get("unread"));
    lines.add("");
    lines.add(Tone.STRONG.paint("%-26s".formatted("rule")) + Tone.QUIET.paint("mode     found"));
    if (page.get("rules") instanceof List<?> rules) {
      for (Object each : rules) {
        if (each instanceof Map<?, ?> rule && (all || isOfInterest(rule))) {
          add(lines, rule);
        }
      }
    }
    return lines;
  }

  private static boolean isOfInterest(Map<?, ?> rule) {
    return !"off".equals(rule.get("mode"))
        || rule.get("for_some") != null
        || rule.get("last") != null;
  }

  private static void add(List<String> lines, Map<?, ?> rule) {
    String mode = text(rule.get("mode"));
    Tone tone =
        switch (mode) {
          case "enforce" -> Tone.GOOD;
          case "warn" -> Tone.WARNING;
          default -> Tone.QUIET;
        };
    List<String> found = new ArrayList<>();
    counts(found, "refused ", rule.get("refused"));
    counts(found, "warned ", rule.get("warned"));
    counts(found, "would have refused ", rule.get("observed"));
    lines.add(
        "  %-24s".formatted(rule.get("name"))
            + tone.paint("%-9s".formatted(mode))
            + (found.isEmpty() ? Tone.QUIET.paint("nothing") : String.join("; ", found)));
    if (rule.get("by_hand") instanceof Map<?, ?> byHand) {
      lines.add(
          Tone.WARNING.paint("    by hand until " + byHand.get("until") + ": ")
              + byHand.get("why"));
    }
    if (rule.get("last") instanceof Map<?, ?> last) {
      lines.add(
          Tone.QUIET.paint("    last: ")
              + last.get("found")
              + Tone.QUIET.paint(
                  "  tenant "
                      + last.get("tenant")
                      + ", index "
                      + (text(last.get("indices")).isEmpty() ? "(all)" : last.get("indices"))
                      + ", shape "
                      + last.get("shape")));
    }
  }

  private static void counts(List<String> into, String verb, @Nullable Object counts) {
    if (counts instanceof Map<?, ?> map && !map.isEmpty()) {
      List<String> each = new ArrayList<>();
      map.forEach((tenant, count) -> each.add(tenant + " " + count));
      into.add(verb + String.join(", ", each));
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
