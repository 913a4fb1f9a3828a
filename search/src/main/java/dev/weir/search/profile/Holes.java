package dev.weir.search.profile;

import dev.weir.search.profile.Hole.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a value by where it stands whether another one in its place would leave the profile as
 * it is, but for what is read again. What {@link SearchReader} makes of a value is known here once
 * more, on the safe side: of a place that is not named here, null is told. {@code StencilTest}
 * holds the two together.
 */
final class Holes {
  private Holes() {}

  /** Whether values in there are noted as no more than values. */
  private static boolean isPlain(Frame at) {
    return at.role == Role.VALUES || at.role == Role.OPAQUE;
  }

  /** Whether of an array no more is noted than how many values it has. */
  static boolean isPlainArray(Frame at) {
    return at.array && isPlain(at) && !at.listsBuckets;
  }

  static @Nullable Kind ofText(Frame at) {
    if (isPlain(at)) {
      return Kind.ANY;
    }
    if (at.array || at.clause == null) {
      return null;
    }
    return switch (at.role) {
      case FIELD_CLAUSE -> at.keyword == null ? Kind.CLAUSE_TEXT : Kind.ANY;
      case OPTIONS -> ofOptionText(at.clause, at.keyword);
      default -> null;
    };
  }

  private static @Nullable Kind ofOptionText(Clause clause, @Nullable Keyword keyword) {
    if (keyword == null) {
      return null;
    }
    boolean range = clause.kind == ClauseKind.RANGE;
    return switch (keyword) {
      case GTE, GT, FROM -> range ? Kind.LOWER_TEXT : null;
      case LTE, LT, TO -> range ? Kind.UPPER_TEXT : null;
      case QUERY, VALUE, WILDCARD, PATTERN, PREFIX, TERM, REGEXP -> Kind.CLAUSE_TEXT;
      default -> null;
    };
  }

  static @Nullable Kind ofNumber(Frame at) {
    if (isPlain(at)) {
      return Kind.ANY;
    }
    if (at.array) {
      return null;
    }
    return switch (at.role) {
      case BODY ->
          at.keyword == Keyword.FROM
              ? Kind.FROM
              : at.keyword == Keyword.MIN_SCORE ? Kind.NUMBER : null;
      case SLICE -> at.keyword == Keyword.SIZE ? null : Kind.NUMBER;
      case FIELD_CLAUSE -> ofFieldWord(at);
      case OPTIONS -> at.clause == null ? null : ofOptionNumber(at.clause, at.keyword);
      default -> null;
    };
  }

  private static @Nullable Kind ofOptionNumber(Clause clause, @Nullable Keyword keyword) {
    if (keyword == null) {
      return Kind.NUMBER;
    }
    boolean range = clause.kind == ClauseKind.RANGE;
    return switch (keyword) {
      case GTE, GT, FROM -> range ? Kind.LOWER_NUMBER : null;
      case LTE, LT, TO -> range ? Kind.UPPER_NUMBER : null;
      case QUERY, VALUE, BOOST -> Kind.NUMBER;
      default -> null;
    };
  }

  static @Nullable Kind ofBoolean(Frame at) {
    if (isPlain(at)) {
      return Kind.ANY;
    }
    return at.role == Role.FIELD_CLAUSE && !at.array ? ofFieldWord(at) : null;
  }

  static @Nullable Kind ofNothing(Frame at) {
    boolean option = at.role == Role.FIELD_CLAUSE && !at.array && at.keyword != null;
    return isPlain(at) || option ? Kind.ANY : null;
  }

  private static @Nullable Kind ofFieldWord(Frame at) {
    if (at.clause == null) {
      return null;
    }
    return at.keyword == null ? Kind.NUMBER_OR_BOOLEAN : Kind.ANY;
  }
}
