package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.json.Hashing;
import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.profile.SearchProfile.TotalHits;
import org.jspecify.annotations.Nullable;

/** Notes what single values say, by the name in front of them and the frame they stand in. */
final class ScalarReader {
  static final long NOT_A_NUMBER = Long.MIN_VALUE;

  private final SearchProfile profile;

  ScalarReader(SearchProfile profile) {
    this.profile = profile;
  }

  /** Options of a clause begin, or a clause that is written as an option of {@code intervals}. */
  void startOptions(Frame parent, Frame child, @Nullable Keyword keyword) {
    if (keyword == null || parent.clause == null || parent.clause.kind != ClauseKind.INTERVALS) {
      return;
    }
    ClauseKind kind =
        switch (keyword) {
          case WILDCARD -> ClauseKind.WILDCARD;
          case PREFIX -> ClauseKind.PREFIX;
          case FUZZY -> ClauseKind.FUZZY;
          case REGEXP -> ClauseKind.REGEXP;
          default -> null;
        };
    if (kind != null) {
      Clause outer = parent.clause;
      child.clause = profile.addClause(kind, parent);
      child.clause.field = outer.field;
    }
  }

  void startScript(Frame child) {
    profile.addScript(child.place);
    if (child.aggregation != null && child.place == Place.AGGREGATION) {
      child.aggregation.script = true;
    } else if (child.clause != null) {
      child.clause.script = true;
    }
  }

  /** An array has ended. */
  void endArray(Frame array) {
    switch (array.role) {
      case VALUES -> {
        if (array.clause != null) {
          array.clause.values += array.count;
          profile.values += array.count;
          profile.mostValues = Math.max(profile.mostValues, array.clause.values);
        }
      }
      case FIELD_NAMES -> {
        if (array.clause != null) {
          array.clause.fields += array.count;
        }
      }
      default -> {}
    }
  }

  /** A text in an array; whether it is part of the structure. */
  boolean element(Frame array, byte[] bytes, int from, int to) {
    switch (array.role) {
      case SOURCE -> source(array, bytes, from, to);
      case SORT -> sort(bytes, from, to);
      case FIELD_NAMES -> {
        if (array.clause != null && array.clause.field == FieldNames.NONE) {
          array.clause.field = profile.names.add(bytes, from, to);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void source(Frame at, byte[] bytes, int from, int to) {
    boolean all = to - from == 1 && bytes[from] == '*';
    if (!at.inner && !all) {
      profile.source = Source.SOME;
    }
  }

  private void sort(byte[] bytes, int from, int to) {
    boolean field = to > from && bytes[from] != '_';
    profile.addSort(field ? profile.names.add(bytes, from, to) : FieldNames.NONE);
  }

  /** The text, or the pattern, that a clause looks for. */
  static void clauseText(Clause clause, ClauseKind kind, byte[] bytes, int from, int to) {
    clause.textLength = Math.max(clause.textLength, to - from);
    switch (kind) {
      case WILDCARD -> pattern(clause, Patterns.wildcardPrefix(bytes, from, to), from, to);
      case REGEXP -> pattern(clause, Patterns.regexpPrefix(bytes, from, to), from, to);
      case PREFIX, FUZZY -> clause.literalPrefix = to - from;
      case QUERY_STRING, SIMPLE_QUERY_STRING -> clause.text.read(bytes, from, to);
      default -> {}
    }
  }

  private static void pattern(Clause clause, int prefix, int from, int to) {
    clause.literalPrefix = prefix;
    clause.leadingWildcard = prefix == 0 && to > from;
  }

  /** A text that is the whole or a part of a script; what it is in the shape. */
  long scriptText(Frame at, byte[] bytes, int from, int to) {
    if (at.keyword == Keyword.SOURCE) {
      inlineScript(to - from);
      return ScriptShape.of(bytes, from, to);
    }
    boolean structural = at.keyword == Keyword.ID || at.keyword == Keyword.LANG;
    return structural ? Hashing.of(bytes, from, to) : Shape.VALUE;
  }

  private void inlineScript(int length) {
    profile.inlineScripts++;
    profile.longestScript = Math.max(profile.longestScript, length);
  }

  /**
   * A text behind a name.
   *
   * @return what it is as an end of a range; {@link RangeEnd#ABSENT} if it is none
   */
  RangeEnd text(Frame at, byte[] bytes, int from, int to) {
    Keyword keyword = at.keyword;
    if (keyword == null) {
      return RangeEnd.ABSENT;
    }
    switch (keyword) {
      case FROM,
          SIZE,
          TO,
          K,
          NUM_CANDIDATES,
          WINDOW_SIZE,
          TERMINATE_AFTER,
          SHARD_SIZE,
          MAX_EXPANSIONS,
          FETCH_SIZE -> {
        // Engines take numbers in quotes.
        long number = digits(bytes, from, to);
        if (number != NOT_A_NUMBER && !isRangeEnd(at)) {
          number(at, number);
          return RangeEnd.ABSENT;
        }
        profile.placeholders |= number == NOT_A_NUMBER && !isRangeEnd(at);
      }
      default -> {}
    }
    return switch (at.role) {
      case OPTIONS -> option(at, keyword, bytes, from, to);
      case BODY, HITS -> {
        bodyText(at, keyword, bytes, from, to);
        yield RangeEnd.ABSENT;
      }
      case KNN -> {
        if (keyword == Keyword.FIELD && at.clause != null) {
          at.clause.field = profile.names.add(bytes, from, to);
        }
        yield RangeEnd.ABSENT;
      }
      case AGGREGATION_OPTIONS -> {
        aggregationText(at, keyword, bytes, from, to);
        yield RangeEnd.ABSENT;
      }
      case SOURCE -> {
        source(at, bytes, from, to);
        yield RangeEnd.ABSENT;
      }
      case LOOSE -> {
        if (keyword == Keyword.SCRIPT) {
          profile.addScript(at.place);
          inlineScript(to - from);
        }
        yield RangeEnd.ABSENT;
      }
      default -> RangeEnd.ABSENT;
    };
  }

  private static boolean isRangeEnd(Frame at) {
    return at.role == Role.OPTIONS && at.clause != null && at.clause.kind == ClauseKind.RANGE;
  }

  private RangeEnd option(Frame at, Keyword keyword, byte[] bytes, int from, int to) {
    Clause clause = at.clause;
    if (keyword == Keyword.SCRIPT) {
      startScript(at);
      inlineScript(to - from);
    }
    if (clause == null) {
      return RangeEnd.ABSENT;
    }
    switch (keyword) {
      case GTE, GT, FROM -> {
        return clause.kind == ClauseKind.RANGE ? lower(clause, bytes, from, to) : RangeEnd.ABSENT;
      }
      case LTE, LT, TO -> {
        return clause.kind == ClauseKind.RANGE ? upper(clause, bytes, from, to) : RangeEnd.ABSENT;
      }
      case FIELD, DEFAULT_FIELD, PATH -> {
        if (clause.kind == ClauseKind.TERMS) {
          clause.lookup = true; // The path of a lookup, within options of a field.
        } else {
          clause.field = profile.names.add(bytes, from, to);
          clause.fields++;
        }
      }
      case FIELDS -> clause.fields++;
      case INDEX -> clause.lookup |= clause.kind == ClauseKind.TERMS;
      case FUZZINESS -> clause.fuzzy |= !(to - from == 1 && bytes[from] == '0');
      case QUERY, VALUE, WILDCARD, PATTERN, PREFIX, TERM, REGEXP ->
          clauseText(clause, clause.kind, bytes, from, to);
      default -> {}
    }
    return RangeEnd.ABSENT;
  }

  static RangeEnd lower(Clause clause, byte[] bytes, int from, int to) {
    clause.lower = RangeEnd.of(bytes, from, to);
    clause.lowerGrain = Grain.of(clause.lower, bytes, from, to);
    return clause.lower;
  }

  static RangeEnd upper(Clause clause, byte[] bytes, int from, int to) {
    clause.upper = RangeEnd.of(bytes, from, to);
    clause.upperGrain = Grain.of(clause.upper, bytes, from, to);
    return clause.upper;
  }

  static RangeEnd lower(Clause clause, long number) {
    clause.lower = RangeEnd.NUMBER;
    clause.lowerGrain = Grain.of(number);
    return RangeEnd.NUMBER;
  }

  static RangeEnd upper(Clause clause, long number) {
    clause.upper = RangeEnd.NUMBER;
    clause.upperGrain = Grain.of(number);
    return RangeEnd.NUMBER;
  }

  private void bodyText(Frame at, Keyword keyword, byte[] bytes, int from, int to) {
    switch (keyword) {
      case SOURCE_FILTER -> {
        if (!at.inner) {
          profile.source = Source.WHOLE;
          source(at, bytes, from, to);
        }
      }
      case SORT -> sort(bytes, from, to);
      case SOURCE -> profile.templateText = true;
      case ID -> profile.storedTemplate = true;
      case TIMEOUT -> profile.timeout = true;
      case SCRIPT -> {
        profile.addScript(Place.CHANGE);
        inlineScript(to - from);
      }
      case TRACK_TOTAL_HITS -> {
        if (to - from == 4 && bytes[from] == 't') {
          profile.totalHits = TotalHits.EXACT;
        }
      }
      default -> {}
    }
  }

  private void aggregationText(Frame at, Keyword keyword, byte[] bytes, int from, int to) {
    Aggregation aggregation = at.aggregation;
    if (aggregation == null) {
      return;
    }
    switch (keyword) {
      case FIELD, PATH -> aggregation.field = profile.names.add(bytes, from, to);
      case INTERVAL, CALENDAR_INTERVAL -> aggregation.interval = profile.names.add(bytes, from, to);
      case SCRIPT, INIT_SCRIPT, MAP_SCRIPT, COMBINE_SCRIPT, REDUCE_SCRIPT -> {
        aggregation.script = true;
        profile.addScript(Place.AGGREGATION);
        inlineScript(to - from);
      }
      default -> {}
    }
  }

  /**
   * A number behind a name.
   *
   * @return what it is as an end of a range; {@link RangeEnd#ABSENT} if it is none
   */
  RangeEnd number(Frame at, long value) {
    Keyword keyword = at.keyword;
    if (keyword == null) {
      return RangeEnd.ABSENT;
    }
    switch (at.role) {
      case BODY -> bodyNumber(keyword, value);
      case HITS -> {
        if (keyword == Keyword.SIZE) {
          profile.innerSize = Math.max(profile.innerSize, value);
        }
      }
      case KNN -> {
        if (keyword == Keyword.K || keyword == Keyword.NUM_CANDIDATES) {
          profile.mostNeighbours = Math.max(profile.mostNeighbours, value);
        }
      }
      case RESCORE -> {
        if (keyword == Keyword.WINDOW_SIZE) {
          profile.rescoreWindow = Math.max(profile.rescoreWindow, value);
        }
      }
      case AGGREGATION_OPTIONS -> aggregationNumber(at, keyword, value);
      case OPTIONS -> {
        return at.clause == null ? RangeEnd.ABSENT : optionNumber(at.clause, keyword, value);
      }
      default -> {}
    }
    return RangeEnd.ABSENT;
  }

  private void bodyNumber(Keyword keyword, long value) {
    switch (keyword) {
      case FROM -> profile.from = Math.max(profile.from, value);
      case SIZE -> profile.size = Math.max(profile.size, value);
      case FETCH_SIZE -> profile.fetchSize = Math.max(profile.fetchSize, value);
      case TERMINATE_AFTER -> profile.terminateAfter = value;
      case TRACK_TOTAL_HITS -> {
        if (profile.totalHits != TotalHits.EXACT) {
          profile.totalHits = TotalHits.UP_TO;
          profile.totalHitsLimit = Math.max(profile.totalHitsLimit, value);
        }
      }
      default -> {}
    }
  }

  private void aggregationNumber(Frame at, Keyword keyword, long value) {
    Aggregation aggregation = at.aggregation;
    if (aggregation == null) {
      return;
    }
    switch (keyword) {
      case SIZE, BUCKETS -> {
        aggregation.size = Math.max(aggregation.size, value);
        if (at.inner) {
          profile.innerSize = Math.max(profile.innerSize, value);
        }
      }
      case SHARD_SIZE -> aggregation.shardSize = Math.max(aggregation.shardSize, value);
      case INTERVAL -> {
        byte[] text = Long.toString(value).getBytes(US_ASCII);
        aggregation.interval = profile.names.add(text, 0, text.length);
      }
      default -> {}
    }
  }

  private static RangeEnd optionNumber(Clause clause, Keyword keyword, long value) {
    switch (keyword) {
      case GTE, GT, FROM -> {
        if (clause.kind == ClauseKind.RANGE) {
          return lower(clause, value);
        }
      }
      case LTE, LT, TO -> {
        if (clause.kind == ClauseKind.RANGE) {
          return upper(clause, value);
        }
      }
      case VALUE -> clause.values++;
      case FUZZINESS -> clause.fuzzy |= value != 0;
      case MAX_EXPANSIONS -> clause.maxExpansions = (int) Math.min(value, Integer.MAX_VALUE);
      default -> {}
    }
    return RangeEnd.ABSENT;
  }

  /** A whole number in quotes, with or without a fraction. */
  static long digits(byte[] bytes, int from, int to) {
    int start = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    if (start == to) {
      return NOT_A_NUMBER;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      if (bytes[i] == '.' && i > start) {
        break;
      }
      if (bytes[i] < '0' || bytes[i] > '9') {
        return NOT_A_NUMBER;
      }
      value = Math.min(value * 10 + bytes[i] - '0', Long.MAX_VALUE / 20);
    }
    return bytes[from] == '-' ? -value : value;
  }
}
