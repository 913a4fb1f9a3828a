package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.RangeEnd;
import dev.weir.search.rule.Asked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ends of ranges over fields of whole numbers, written as whole numbers. Between two whole numbers
 * no such field has a value, so {@code gte 5.3} is {@code gte 6}, and {@code gt 5.3} is {@code gt
 * 5}. Only well within what the type holds, because engines refuse ends beyond it.
 */
public record WholeRangeEnds() implements Rewrite {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}\\.[0-9]{1,15}");

  @Override
  public String id() {
    return "whole-range-ends";
  }

  @Override
  public String description() {
    return "Ends of ranges over whole numbers lose what stands behind the point: searches that"
        + " differ only there become the same, which caches find.";
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
    return "/bills/_search {\"query\":{\"range\":{\"count\":{\"gte\":5.3,\"lt\":9.7}}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"query\":{\"range\":{\"count\":{\"gte\":6,\"lt\":10}}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    return RangeOptions.hasEnd(asked.profile(), (end, _) -> end == RangeEnd.NUMBER);
  }

  @Override
  public void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {
    int field = RangeOptions.field(draft, kind, options);
    long most = field == NONE ? 0 : most(draft.type(field));
    if (most == 0) {
      return;
    }
    int ends = draft.value(field);
    for (int name = draft.first(ends); name != NONE; name = draft.next(ends, name + 1)) {
      int value = draft.value(name);
      String end = draft.text(name);
      if (draft.isNumber(value) && RangeOptions.isEnd(end)) {
        String written = draft.text(value);
        if (DECIMAL.matcher(written).matches()) {
          BigDecimal number = new BigDecimal(written).setScale(0, rounding(end));
          if (Math.abs(number.longValueExact()) <= most) {
            draft.replace(value, number.toPlainString());
          }
        }
      }
    }
  }

  private static RoundingMode rounding(String end) {
    return RangeOptions.isLower(end) == RangeOptions.isInclusive(end)
        ? RoundingMode.CEILING
        : RoundingMode.FLOOR;
  }

  /** Up to which value nothing of that type is near its end; 0 if it holds no whole numbers. */
  private static long most(@Nullable String type) {
    if (type == null) {
      return 0;
    }
    return switch (type) {
      case "byte" -> 100;
      case "short" -> 30_000;
      case "integer" -> 2_000_000_000;
      case "long" -> 999_999_999_999_999L;
      default -> 0;
    };
  }
}
