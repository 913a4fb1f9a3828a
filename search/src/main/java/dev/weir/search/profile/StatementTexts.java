package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.Language;
import java.util.Arrays;

/** Notes the patterns and the query strings of statements as clauses of the profile. */
final class StatementTexts {
  /** No pattern. */
  static final byte PLAIN = 0;

  /** In a function, of which nothing is known. */
  static final byte FUNCTION = 1;

  /** With wildcards as the engines' own. */
  static final byte PATTERNS = 2;

  /** With wildcards as the language has them. */
  static final byte LIKE_PATTERNS = 3;

  private static final byte QUERY_TEXT = 4;

  private static final byte[][] WITH_PATTERNS = {
    name("WILDCARD"), name("WILDCARD_QUERY"), name("WILDCARDQUERY")
  };
  private static final byte[][] WITH_QUERIES = {
    name("QUERY"), name("QUERY_STRING"), name("SIMPLE_QUERY_STRING"), name("QSTR"), name("KQL")
  };
  private static final byte[][] LIKES = {name("LIKE")};

  private final SearchProfile profile;
  private final Frame outside = new Frame();
  private Language language = Language.NONE;

  StatementTexts(SearchProfile profile) {
    this.profile = profile;
  }

  private static byte[] name(String text) {
    return text.getBytes(US_ASCII);
  }

  void begin(Language languageOfIt) {
    language = languageOfIt;
    outside.outermost(Role.OPAQUE);
    outside.place = Place.FILTER;
  }

  /** What the texts within a function's parentheses are, by its name in capitals. */
  static byte ofFunction(byte[] name, int length) {
    if (isAmong(LIKES, name, length)) {
      return LIKE_PATTERNS;
    }
    if (isAmong(WITH_PATTERNS, name, length)) {
      return PATTERNS;
    }
    return isAmong(WITH_QUERIES, name, length) ? QUERY_TEXT : FUNCTION;
  }

  private static boolean isAmong(byte[][] names, byte[] name, int length) {
    for (byte[] each : names) {
      if (Arrays.equals(each, 0, each.length, name, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes a text.
   *
   * @param field where the name of the field begins and ends, if one stands in front of it
   */
  void note(byte kind, boolean regexp, byte[] bytes, int from, int to, long field) {
    ClauseKind clauseKind =
        kind == QUERY_TEXT
            ? ClauseKind.QUERY_STRING
            : regexp ? ClauseKind.REGEXP : ClauseKind.WILDCARD;
    Clause found = profile.addClause(clauseKind, outside);
    if (field != FieldNames.NONE) {
      found.field = profile.names.add(bytes, (int) (field >>> 32), (int) field);
    }
    found.textLength = to - from;
    switch (clauseKind) {
      case QUERY_STRING -> found.text.read(bytes, from, to);
      case REGEXP -> found.literalPrefix = Patterns.regexpPrefix(bytes, from, to);
      default -> {
        boolean sql =
            kind == LIKE_PATTERNS && language != Language.ESQL && language != Language.EQL;
        found.literalPrefix =
            sql ? Patterns.likePrefix(bytes, from, to) : Patterns.wildcardPrefix(bytes, from, to);
      }
    }
    found.leadingWildcard = found.literalPrefix == 0 && to > from;
    if (found.hasLeadingWildcard()) {
      profile.statement.leadingWildcards++;
    }
  }
}
