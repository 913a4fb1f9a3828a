package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code term} on a floating-point field as the range from that value to that value. Engines look
 * an exact value up in the tree of points, whole; a range they may check document by document
 * instead, where another clause leaves few. So it is done only beside other clauses, and only in a
 * filter. Both find what is equal once it is rounded to the type. Not for {@code half_float}, where
 * a range around a value that the type does not have is empty, and the term is not.
 */
public record FloatTermAsRange() implements Rewrite {
  @Override
  public String id() {
    return "float-term-as-range";
  }

  @Override
  public String description() {
    return "An exact value of a floating-point field, asked for beside other clauses of a filter,"
        + " becomes the range of this one value, which engines check only where the others match.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.EQUIVALENT;
  }

  @Override
  public String rule() {
    return "term-on-float";
  }

  @Override
  public String before() {
    return "/bills/_search {\"query\":{\"bool\":{\"filter\":"
        + "[{\"term\":{\"user\":\"u-1\"}},{\"term\":{\"price\":19.99}}]}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"query\":{\"bool\":{\"filter\":"
               + "[{\"term\":{\"user\":\"u-1\"}},{\"range\":{\"price\":{\"gte\":19.99,\"lte\":19.99}}}]}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    SearchProfile profile = asked.profile();
    if (profile.clauseCount(ClauseKind.TERM) == 0 || profile.leafCount() == 1) {
      return false;
    }
    List<Clause> clauses = profile.clauses();
    for (int i = 0; i < clauses.size(); i++) {
      String field = clauses.get(i).kind() == ClauseKind.TERM ? clauses.get(i).field() : null;
      if (field != null && isFloating(asked.facts().type(field))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {
    if (!filter || !beside || !draft.is(kind, "term")) {
      return;
    }
    int field = draft.first(options);
    if (field == NONE || draft.next(options, draft.value(field)) != NONE) {
      return;
    }
    String type = draft.type(field);
    int written = draft.value(field);
    if (isFitting(draft, written, type)) {
      String number = draft.text(written);
      draft.replace(kind, "\"range\"");
      draft.replace(written, "{\"gte\":" + number + ",\"lte\":" + number + "}");
    } else if (draft.isObject(written)) {
      withOptions(draft, kind, written, type);
    }
  }

  private static void withOptions(Draft draft, int kind, int object, @Nullable String type) {
    int named = NONE;
    for (int name = draft.first(object); name != NONE; name = draft.next(object, name + 1)) {
      if (draft.is(name, "value")) {
        named = name;
      } else if (!draft.is(name, "boost")) {
        return;
      }
    }
    if (named != NONE && isFitting(draft, draft.value(named), type)) {
      String number = draft.text(draft.value(named));
      draft.replace(kind, "\"range\"");
      draft.replace(
          named,
          draft.value(named),
          ("\"gte\":" + number + ",\"lte\":" + number)
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  /** Whether it is a number that the type holds; what it does not hold, engines may refuse. */
  private static boolean isFitting(Draft draft, int value, @Nullable String type) {
    if (type == null || !draft.isNumber(value)) {
      return false;
    }
    double number = Double.parseDouble(draft.text(value));
    return switch (type) {
      case "double" -> Double.isFinite(number);
      case "float" -> Float.isFinite((float) number);
      default -> false;
    };
  }

  private static boolean isFloating(@Nullable String type) {
    return "double".equals(type) || "float".equals(type);
  }
}
