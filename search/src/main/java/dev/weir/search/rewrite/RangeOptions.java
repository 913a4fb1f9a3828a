package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import java.util.Set;

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
