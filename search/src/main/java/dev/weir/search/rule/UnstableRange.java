package dev.weir.search.rule;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import dev.weir.search.profile.Grain;
import dev.weir.search.profile.RangeEnd;
import org.jspecify.annotations.Nullable;

/** Ranges in filters that are never the same again. */
public record UnstableRange() implements Rule {
  @Override
  public String id() {
    return "unstable-range";
  }

  @Override
  public String description() {
    return "A range whose end is a time to the millisecond is another filter for each request: it"
        + " fills the filter cache and is never found there.";
  }

  @Override
  public String trouble() {
    return "{\"query\":{\"bool\":{\"filter\":{\"range\":{\"day\":{\"gte\":\"now-1h\"}}}}}}";
  }

  @Override
  public String cure() {
    return "{\"query\":{\"bool\":{\"filter\":{\"range\":{\"day\":{\"gte\":\"now-1h/m\"}}}}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    for (Clause clause : asked.profile().clauses()) {
      if (clause.kind() == ClauseKind.RANGE) {
        String what = what(clause.lower(), clause.lowerGrain());
        if (what == null) {
          what = what(clause.upper(), clause.upperGrain());
        }
        if (what != null) {
          return found("range on [" + clause.field() + "] ends at " + what, 0, 0);
        }
      }
    }
    return null;
  }

  /** A number may be anything but a time, so that nothing is found in it. */
  private static @Nullable String what(RangeEnd end, Grain grain) {
    return switch (end) {
      case NOW -> "the millisecond of now";
      case DATE -> grain == Grain.MILLISECOND ? "a date to the millisecond" : null;
      case ABSENT, NUMBER, NOW_ROUNDED, TEXT -> null;
    };
  }
}
