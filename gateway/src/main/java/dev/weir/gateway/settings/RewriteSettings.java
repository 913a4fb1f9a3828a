package dev.weir.gateway.settings;

import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.Rewrites;
import dev.weir.search.rewrite.RoundedRangeEnds.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which searches are written otherwise before they go on. */
public record RewriteSettings(
    @Setting(
            value =
                "Whether searches are rewritten where that changes nothing in any answer. Each such"
                    + " rewrite is on unless the rule that it belongs to is off.",
            example = "true")
        boolean equivalent,
    @Setting(value = "Of those, the ones that stay off.", example = "[cacheable-without-hits]")
        List<String> without,
    @Setting(
            value =
                "Up to which number hits are counted where a search wants to count more. 0: as the"
                    + " search says.",
            example = "10000")
        int cappedTotal,
    @Setting(
            value =
                "To what ends of ranges over dates are rounded: second, minute, hour or day."
                    + " Absent: they stay.",
            example = "minute")
        @Nullable Unit roundedRangeEnds,
    @Setting(
            value =
                "Up to how many different values a cardinality aggregation is exact at most. 0: as"
                    + " the search says.",
            example = "1000")
        int coarseCardinality,
    @Setting(
            value =
                "Of so many percent of the searches that were rewritten by what changes nothing,"
                    + " the answer is compared with that of the search as it was written. What"
                    + " differs is no longer rewritten.",
            example = "1")
        int comparePercent) {

  private static final int MOST_PRECISE = 40_000;

  public RewriteSettings {
    without = List.copyOf(without);
    List<String> known = Rewrites.equivalent().stream().map(Rewrite::id).toList();
    Checks checks = new Checks();
    for (int i = 0; i < without.size(); i++) {
      checks.that(
          known.contains(without.get(i)), "without[" + i + "]", without.get(i), "one of " + known);
    }
    checks
        .between(0, Integer.MAX_VALUE, "capped-total", cappedTotal)
        .between(0, MOST_PRECISE, "coarse-cardinality", coarseCardinality)
        .between(0, 100, "compare-percent", comparePercent)
        .done();
  }

  public static RewriteSettings defaults() {
    return new RewriteSettings(true, List.of(), 0, null, 0, 1);
  }
}
