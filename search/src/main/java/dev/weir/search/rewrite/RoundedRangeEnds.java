package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.ClauseKind;
import dev.weir.search.rule.Asked;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ends of ranges over dates, rounded as the engines' own date math rounds: inclusive ends outwards,
 * so that nothing that was asked for is missed, exclusive ends inwards. The edges are off by less
 * than the grain.
 *
 * @param grain to what they are rounded
 */
public record RoundedRangeEnds(Unit grain) implements Rewrite {
  /** To what ends of ranges are rounded. */
  public enum Unit {
    SECOND('s', 1_000),
    MINUTE('m', 60_000),
    HOUR('h', 3_600_000),
    DAY('d', 86_400_000);

    private final char letter;
    private final long millis;

    Unit(char letter, long millis) {
      this.letter = letter;
      this.millis = millis;
    }
  }

  /** Milliseconds since 1970, from 1973 on. */
  private static final Pattern MILLIS = Pattern.compile("[0-9]{12,14}");

  private static final Pattern NOW = Pattern.compile("now([+-][0-9]+[yMwdhHms])*");

  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}(:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?)?"
              + "(Z|[+-][0-9]{2}:?[0-9]{2})?");

  @Override
  public String id() {
    return "rounded-range-ends";
  }

  @Override
  public String description() {
    return "Ends of ranges over dates are rounded to a grain, so that requests of the same "
        + "while ask for the same filter, which caches find.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.APPROXIMATE;
  }

  @Override
  public String rule() {
    return "unstable-range";
  }

  @Override
  public String before() {
    return "/bills/_search {\"query\":{\"range\":{\"day\":{\"gte\":\"now-1h\"}}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"query\":{\"range\":{\"day\":{\"gte\":\"now-1h/m\"}}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    return asked.profile().clauseCount(ClauseKind.RANGE) > 0;
  }

  @Override
  public void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {
    int field = RangeOptions.field(draft, kind, options);
    if (field == NONE || !isDate(draft.type(field))) {
      return;
    }
    int ends = draft.value(field);
    boolean elsewhere = draft.member(ends, "time_zone") != NONE;
    for (int name = draft.first(ends); name != NONE; name = draft.next(ends, name + 1)) {
      String end = draft.text(name);
      int value = draft.value(name);
      if (RangeOptions.isEnd(end)) {
        if (draft.isText(value)) {
          text(draft, value);
        } else if (draft.isNumber(value) && !elsewhere) {
          number(draft, value, end);
        }
      }
    }
  }

  private static boolean isDate(@Nullable String type) {
    return "date".equals(type) || "date_nanos".equals(type);
  }

  private void text(Draft draft, int value) {
    String written = draft.text(value);
    if (NOW.matcher(written).matches()) {
      draft.replace(value, "\"" + written + "/" + grain.letter + "\"");
    } else if (TIME.matcher(written).matches() && !isRound(written)) {
      draft.replace(value, "\"" + written + "||/" + grain.letter + "\"");
    }
  }

  /** Whether a time has no part that is finer than the grain. */
  private boolean isRound(String time) {
    int zone = Math.max(time.indexOf('Z'), Math.max(time.indexOf('+'), time.lastIndexOf('-')));
    int length = zone > time.indexOf('T') ? zone : time.length();
    return switch (grain) {
      case DAY -> false;
      case HOUR -> length <= "2026-11-21T12".length();
      case MINUTE -> length <= "2026-11-21T12:00".length();
      case SECOND -> length <= "2026-11-21T12:00:00".length();
    };
  }

  private void number(Draft draft, int value, String end) {
    String written = draft.text(value);
    if (MILLIS.matcher(written).matches()) {
      long time = Long.parseLong(written);
      long rounded = time - time % grain.millis;
      boolean up = RangeOptions.isLower(end) != RangeOptions.isInclusive(end);
      long result = up ? rounded + grain.millis - 1 : rounded;
      if (result != time) {
        draft.replace(value, Long.toString(result));
      }
    }
  }
}
