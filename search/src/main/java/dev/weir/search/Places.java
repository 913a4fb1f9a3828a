package dev.weir.search;

import static dev.weir.search.Segments.NONE;
import static dev.weir.search.Segments.after;
import static dev.weir.search.Segments.is;
import static dev.weir.search.Segments.start;
import static dev.weir.search.Segments.word;

/** Where in a path things stand, and what that means for the body. Allocates nothing. */
final class Places {
  private Places() {}

  /** The segment that is an index expression; {@link Segments#NONE} if there is none. */
  static long index(byte[] bytes, int pathStart, int pathEnd) {
    long first = Segments.next(bytes, pathStart, pathEnd);
    if (first == NONE || bytes[start(first)] != '_') {
      return first;
    }
    long second = after(bytes, first, pathEnd);
    return switch (word(bytes, first)) {
      case ALL -> first;
      case NONE ->
          // An engine decodes the name of an index after it has looked for reserved words.
          NONE;
      case CAT, LIST -> isOfIndices(bytes, second) ? after(bytes, second, pathEnd) : NONE;
      case RESOLVE -> second == NONE ? NONE : after(bytes, second, pathEnd);
      case DATA_STREAM ->
          second == NONE || word(bytes, second) != Word.NONE || bytes[start(second)] == '_'
              ? NONE
              : second;
      case CLUSTER -> {
        if (second == NONE) {
          yield NONE;
        }
        long third = after(bytes, second, pathEnd);
        yield is(bytes, second, "health")
            ? third
            : is(bytes, second, "state") ? after(bytes, third, pathEnd) : NONE;
      }
      default -> NONE;
    };
  }

  private static boolean isOfIndices(byte[] bytes, long segment) {
    return segment != NONE
        && (is(bytes, segment, "indices")
            || is(bytes, segment, "shards")
            || is(bytes, segment, "count")
            || is(bytes, segment, "segments")
            || is(bytes, segment, "recovery")
            || is(bytes, segment, "segment_replication"));
  }

  /** Where the path that moves and closes scrolls ends; -1 if it is another path. */
  static int scroll(byte[] bytes, int pathStart, int pathEnd) {
    long first = Segments.next(bytes, pathStart, pathEnd);
    if (first == NONE || word(bytes, first) != Word.SEARCH) {
      return -1;
    }
    long second = after(bytes, first, pathEnd);
    return second != NONE && is(bytes, second, "scroll") ? Segments.end(second) : -1;
  }

  static Payload payload(byte[] bytes, int pathStart, int pathEnd) {
    // An API stands first, behind an index, or behind an index, a type and perhaps an id.
    long segment = Segments.next(bytes, pathStart, pathEnd);
    for (int i = 0; i < 4 && segment != NONE; i++) {
      Word word = word(bytes, segment);
      if (word != Word.NONE && word != Word.ALL && word != Word.DOC) {
        return payload(word, bytes, after(bytes, segment, pathEnd), pathEnd);
      }
      segment = after(bytes, segment, pathEnd);
    }
    return Payload.OTHER;
  }

  static Language language(byte[] bytes, int pathStart, int pathEnd) {
    long segment = Segments.next(bytes, pathStart, pathEnd);
    for (int i = 0; i < 4 && segment != NONE; i++) {
      Word word = word(bytes, segment);
      long next = after(bytes, segment, pathEnd);
      switch (word) {
        case SQL -> {
          return Language.SQL;
        }
        case PPL -> {
          return Language.PPL;
        }
        case QUERY -> {
          return Language.ESQL;
        }
        case EQL -> {
          return Language.EQL;
        }
        case PLUGINS, OPENDISTRO -> {
          return is(bytes, next, "_sql")
              ? Language.OPENSEARCH_SQL
              : is(bytes, next, "_ppl") ? Language.PPL : Language.NONE;
        }
        case NONE, ALL, DOC -> segment = next;
        default -> {
          return Language.NONE;
        }
      }
    }
    return Language.NONE;
  }

  private static Payload payload(Word word, byte[] bytes, long next, int pathEnd) {
    return switch (word) {
      case SEARCH -> next == NONE || is(bytes, next, "template") ? Payload.QUERY : Payload.OTHER;
      case COUNT,
          VALIDATE,
          EXPLAIN,
          RANK_EVAL,
          RENDER,
          GRAPH,
          MVT,
          KNN_SEARCH,
          ROLLUP_SEARCH,
          ASYNC_SEARCH,
          FIELD_CAPS,
          TERMS_ENUM,
          PIT,
          DELETE_BY_QUERY,
          UPDATE_BY_QUERY,
          REINDEX ->
          Payload.QUERY;
      case MSEARCH -> Payload.SEARCH_LINES;
      case FLEET ->
          next != NONE && is(bytes, next, "_fleet_msearch") ? Payload.SEARCH_LINES : Payload.QUERY;
      case BULK, MONITORING -> Payload.BULK_LINES;
      case SQL, PPL, QUERY, EQL -> Payload.STATEMENT;
      case PLUGINS, OPENDISTRO -> plugin(bytes, next, pathEnd);
      default -> Payload.OTHER;
    };
  }

  private static Payload plugin(byte[] bytes, long next, int pathEnd) {
    if (next == NONE) {
      return Payload.OTHER;
    }
    if (is(bytes, next, "_sql") || is(bytes, next, "_ppl")) {
      return Payload.STATEMENT;
    }
    if (is(bytes, next, "_asynchronous_search")) {
      return Payload.QUERY;
    }
    for (long each = next; each != NONE; each = after(bytes, each, pathEnd)) {
      if (is(bytes, each, "_search")) {
        return Payload.QUERY;
      }
    }
    return Payload.OTHER;
  }
}
