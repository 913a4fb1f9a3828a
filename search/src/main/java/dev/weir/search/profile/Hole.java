package dev.weir.search.profile;

import org.jspecify.annotations.Nullable;

/**
 * A place in the bodies of one form where one may hold another value than the next.
 *
 * @param start where the value began in the body that the form was learned from; a text's is behind
 *     its quote, where nothing but a text may stand
 * @param end behind it; a text's is its last quote
 * @param clause whose figures the value is part of, if it is of any
 * @param tells what the value must tell again: a print, an end of a range, or a decade
 * @param count values of an array
 */
record Hole(Kind kind, int start, int end, @Nullable Clause clause, long tells, int count) {
  /** What may stand there, and what it tells. */
  enum Kind {
    /** Any value but objects and arrays: of none is more noted than that it is there. */
    ANY,
    NUMBER,
    NUMBER_OR_BOOLEAN,
    /** An array of any values, which are counted. */
    ARRAY,
    /** The text that a clause looks for. */
    CLAUSE_TEXT,
    LOWER_TEXT,
    UPPER_TEXT,
    LOWER_NUMBER,
    UPPER_NUMBER,
    /** The first hit. */
    FROM;

    boolean isText() {
      return this == CLAUSE_TEXT || this == LOWER_TEXT || this == UPPER_TEXT;
    }

    boolean isLower() {
      return this == LOWER_TEXT || this == LOWER_NUMBER;
    }

    boolean isUpper() {
      return this == UPPER_TEXT || this == UPPER_NUMBER;
    }
  }
}
