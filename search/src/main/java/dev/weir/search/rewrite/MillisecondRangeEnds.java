package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.Grain;
import dev.weir.search.profile.RangeEnd;
import dev.weir.search.rule.Asked;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends of ranges over fields of type {@code date}, which hold milliseconds, without the
 * microseconds and nanoseconds that clients write. Engines cut them off as they read an end,
 * whichever end it is, so cutting them off before is the same. They become zeros, so that a format
 * that wants six digits has six. Not for {@code date_nanos}.
 */
public record MillisecondRangeEnds() implements Rewrite {
  private static final Pattern FINE =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3})([0-9]{1,6})"
              + "(|Z|[+-][0-9]{2}:?[0-9]{2})");

  @Override
  public String id() {
    return "millisecond-range-ends";
  }

  @Override
  public String description() {
    return "Ends of ranges over dates lose their microseconds and nanoseconds, which the field does"
        + " not have: searches that differ only there become the same, which caches find.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.EQUIVALENT;
  }

  @Override
  public String rule() {
    return "unstable-range";
  }

  @Override
  public String before() {
    return "/bills/_search"
        + " {\"query\":{\"range\":{\"day\":{\"gte\":\"2026-11-21T12:00:00.123456Z\"}}}}";
  }

  @Override
  public String after() {
    return "/bills/_search"
        + " {\"query\":{\"range\":{\"day\":{\"gte\":\"2026-11-21T12:00:00.123000Z\"}}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    return RangeOptions.hasEnd(
        asked.profile(), (end, grain) -> end == RangeEnd.DATE && grain == Grain.MILLISECOND);
  }

  @Override
  public void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {
    int field = RangeOptions.field(draft, kind, options);
    if (field == NONE || !"date".equals(draft.type(field))) {
      return;
    }
    int ends = draft.value(field);
    for (int name = draft.first(ends); name != NONE; name = draft.next(ends, name + 1)) {
      int value = draft.value(name);
      if (draft.isText(value) && RangeOptions.isEnd(draft.text(name))) {
        Matcher fine = FINE.matcher(draft.text(value));
        if (fine.matches() && !fine.group(2).matches("0+")) {
          String zeros = "0".repeat(fine.group(2).length());
          draft.replace(value, "\"" + fine.group(1) + zeros + fine.group(3) + "\"");
        }
      }
    }
  }
}
