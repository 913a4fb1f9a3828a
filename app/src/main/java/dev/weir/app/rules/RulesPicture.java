package dev.weir.app.rules;

import static dev.weir.app.steer.AdminJson.maps;
import static dev.weir.app.steer.AdminJson.number;
import static dev.weir.app.steer.AdminJson.text;

import dev.weir.app.demo.Tone;
import dev.weir.app.steer.AdminJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code /-/rules} and {@code /-/rewrites} say, drawn in lines for a terminal. */
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
    maps(page.get("facts")).forEach(facts -> lines.add(facts(facts)));
    scrolls(lines, page.get("scrolls"));
    lines.add("");
    lines.add(
        Tone.STRONG.paint("%-26s".formatted("rule"))
            + Tone.QUIET.paint("mode          limit  found"));
    for (Map<?, ?> rule : maps(page.get("rules"))) {
      if (all || isOfInterest(rule)) {
        add(lines, rule);
      }
    }
    return lines;
  }

  /** What rewrites have done, if there are any. */
  static List<String> rewrites(Map<?, ?> page) {
    List<String> lines = new ArrayList<>();
    for (Map<?, ?> rewrite : maps(page.get("rewrites"))) {
      if (lines.isEmpty()) {
        lines.add("");
        lines.add(
            Tone.STRONG.paint("%-26s".formatted("rewrite"))
                + Tone.QUIET.paint("changes          done"));
      }
      boolean differs = number(rewrite.get("diverged")) > 0;
      lines.add(
          "  %-24s%-12s %8s  %s"
              .formatted(
                  text(rewrite.get("rewrite")),
                  text(rewrite.get("kind")),
                  text(rewrite.get("applied")),
                  (differs ? Tone.BAD : Tone.QUIET)
                      .paint(
                          text(rewrite.get("compared"))
                              + " compared, "
                              + text(rewrite.get("diverged"))
                              + " differed")));
    }
    return lines;
  }

  private static String facts(Map<?, ?> facts) {
    Object problem = facts.get("problem");
    return Tone.QUIET.paint("facts of ")
        + text(facts.get("cluster"))
        + Tone.QUIET.paint("   names ")
        + text(facts.get("names"))
        + Tone.QUIET.paint("   mappings ")
        + text(facts.get("mappings"))
        + Tone.QUIET.paint("   cardinalities ")
        + text(facts.get("cardinalities"))
        + (problem == null ? "" : Tone.WARNING.paint("   " + problem));
  }

  private static void scrolls(List<String> lines, @Nullable Object scrolls) {
    if (scrolls instanceof Map<?, ?> all && all.get("open") instanceof Map<?, ?> open) {
      List<String> each = new ArrayList<>();
      open.forEach((tenant, count) -> each.add(tenant + " " + count));
      if (!each.isEmpty()) {
        lines.add(Tone.QUIET.paint("scrolls open  ") + String.join(", ", each));
      }
    }
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
            + "%10s  ".formatted(text(rule.get("limit")))
            + (found.isEmpty() ? Tone.QUIET.paint("nothing") : String.join("; ", found))
            + (rule.get("lacked_facts") == null
                ? ""
                : Tone.QUIET.paint(
                    "; for want of facts not judged " + text(rule.get("lacked_facts")))));
    for (Map<?, ?> some : maps(rule.get("for_some"))) {
      lines.add(
          Tone.QUIET.paint("    for " + whom(some) + ": ")
              + text(some.get("mode"))
              + (some.get("limit") == null ? "" : ", limit " + text(some.get("limit")))
              + exempt(some));
    }
    if (rule.get("exempt") != null) {
      lines.add("    " + exempt(rule).substring(2));
    }
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

  private static String whom(Map<?, ?> some) {
    List<String> whom = new ArrayList<>();
    for (String kind : List.of("tenants", "routes", "operations", "indices", "shapes")) {
      if (some.get(kind) instanceof List<?> names) {
        whom.add(kind + " " + names(names));
      }
    }
    return whom.isEmpty() ? "some" : String.join(", ", whom);
  }

  private static String exempt(Map<?, ?> entry) {
    return entry.get("exempt") instanceof List<?> names ? ", not for " + names(names) : "";
  }

  private static String names(List<?> names) {
    return names.stream().map(AdminJson::text).collect(Collectors.joining(" "));
  }

  private static void counts(List<String> into, String verb, @Nullable Object counts) {
    if (counts instanceof Map<?, ?> map && !map.isEmpty()) {
      List<Map.Entry<?, ?>> most = new ArrayList<>(map.entrySet());
      most.sort(
          Comparator.<Map.Entry<?, ?>>comparingDouble(each -> -number(each.getValue()))
              .thenComparing(each -> text(each.getKey())));
      into.add(
          verb
              + most.stream()
                  .map(each -> each.getKey() + " " + each.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }
}
