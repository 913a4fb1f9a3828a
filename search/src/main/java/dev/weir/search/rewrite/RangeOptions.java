package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.Clause;
import dev.weir.search.profile.ClauseKind;
import dev.weir.search.profile.Grain;
import dev.weir.search.profile.RangeEnd;
import dev.weir.search.profile.SearchProfile;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The one field of a range clause, and the names of its ends. */
final class RangeOptions {
  private static final Set<String> ENDS = Set.of("gte", "gt", "lte", "lt");
  private static final Set<String> OTHERS = Set.of("boost", "relation", "format", "time_zone");

  private RangeOptions() {}

  /**
   * The token that names the field, of a range that is written with {@code gte} and its like and
   * says nothing else that is not known; {@link Draft#NONE} of any other clause.
   */
  static int field(Draft draft, int kind, int options) {
    if (!draft.is(kind, "range")) {
      return NONE;
    }
    int field = draft.first(options);
    if (field == NONE
        || draft.next(options, draft.value(field)) != NONE
        || !draft.isObject(draft.value(field))) {
      return NONE;
    }
    int ends = draft.value(field);
    for (int name = draft.first(ends); name != NONE; name = draft.next(ends, name + 1)) {
      String text = draft.text(name);
      if (!ENDS.contains(text) && !OTHERS.contains(text)) {
        return NONE;
      }
    }
    return field;
  }

  /** Whether there is a range with such an end: most searches with ranges have none to change. */
  static boolean hasEnd(SearchProfile profile, BiPredicate<RangeEnd, Grain> end) {
    if (profile.clauseCount(ClauseKind.RANGE) == 0) {
      return false;
    }
    List<Clause> clauses = profile.clauses();
    for (int i = 0; i < clauses.size(); i++) {
      Clause clause = clauses.get(i);
      if (clause.kind() == ClauseKind.RANGE
          && (end.test(clause.lower(), clause.lowerGrain())
              || end.test(clause.upper(), clause.upperGrain()))) {
        return true;
      }
    }
    return false;
  }

  static boolean isEnd(String name) {
    return ENDS.contains(name);
  }

  /** Whether what lies on the end itself is within, so that it is rounded away from the range. */
  static boolean isLower(String name) {
    return name.charAt(0) == 'g';
  }

  static boolean isInclusive(String name) {
    return name.length() == 3;
  }
}
