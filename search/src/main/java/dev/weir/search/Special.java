package dev.weir.search;

import static dev.weir.search.Operation.BULK;
import static dev.weir.search.Operation.BY_QUERY;
import static dev.weir.search.Operation.COUNT;
import static dev.weir.search.Operation.CREATE_DOCUMENT;
import static dev.weir.search.Operation.CURSOR;
import static dev.weir.search.Operation.GET_DOCUMENT;
import static dev.weir.search.Operation.MAINTENANCE;
import static dev.weir.search.Operation.MULTI_GET;
import static dev.weir.search.Operation.MULTI_SEARCH;
import static dev.weir.search.Operation.READ_ADMIN;
import static dev.weir.search.Operation.REINDEX;
import static dev.weir.search.Operation.SEARCH;
import static dev.weir.search.Operation.STATEMENT;
import static dev.weir.search.Operation.UNKNOWN;
import static dev.weir.search.Operation.UPDATE_DOCUMENT;
import static dev.weir.search.Operation.WRITE_ADMIN;
import static dev.weir.search.Segments.NONE;
import static dev.weir.search.Segments.after;
import static dev.weir.search.Segments.is;

/** The words behind which more has to be read than the method. Stateless, allocates nothing. */
final class Special {
  private Special() {}

  /**
   * The operation behind a special word.
   *
   * @param index whether an index, or what is read as one, stands in front of the word
   * @param at after the word
   */
  static Operation of(
      Method method, Word word, boolean index, byte[] bytes, int at, int pathEnd, int targetEnd) {
    long next = Segments.next(bytes, at, pathEnd);
    boolean last = next == NONE;
    boolean name = !last && after(bytes, next, pathEnd) == NONE;
    return switch (word) {
      case SEARCH -> search(method, bytes, next, pathEnd, targetEnd);
      case MSEARCH ->
          method.asks() && (last || (name && is(bytes, next, "template"))) ? MULTI_SEARCH : UNKNOWN;
      case COUNT -> method.asks() && last ? COUNT : UNKNOWN;
      case MGET -> method.asks() && last ? MULTI_GET : UNKNOWN;
      case BULK ->
          method.writes() && (last || (name && is(bytes, next, "stream"))) ? BULK : UNKNOWN;
      case SOURCE -> method.gets() && index && name ? GET_DOCUMENT : UNKNOWN;
      case CREATE -> method.writes() && index && name ? CREATE_DOCUMENT : UNKNOWN;
      case UPDATE -> method == Method.POST && index && name ? UPDATE_DOCUMENT : UNKNOWN;
      case PIT -> method.writes() || method == Method.DELETE ? CURSOR : UNKNOWN;
      case ASYNC_SEARCH -> method == Method.OTHER ? UNKNOWN : CURSOR;
      case DELETE_BY_QUERY, UPDATE_BY_QUERY -> method == Method.POST ? BY_QUERY : UNKNOWN;
      case REINDEX -> method == Method.POST ? REINDEX : method == Method.GET ? READ_ADMIN : UNKNOWN;
      case KNN_SEARCH, ROLLUP_SEARCH, MVT -> method.asks() && index ? SEARCH : UNKNOWN;
      case FLEET -> fleet(method, bytes, next);
      case SQL, PPL, QUERY, EQL -> statement(method, bytes, next);
      case PLUGINS, OPENDISTRO -> plugin(method, bytes, next, pathEnd);
      case CLUSTER ->
          method == Method.POST && !last && is(bytes, next, "allocation")
              ? READ_ADMIN
              : method.toState();
      case TASKS -> method == Method.POST || method.gets() ? method.toState() : UNKNOWN;
      case SNAPSHOT -> snapshot(method, bytes, next, pathEnd);
      case SCRIPTS ->
          method == Method.POST && !last && is(bytes, after(bytes, next, pathEnd), "_execute")
              ? READ_ADMIN
              : method.toState();
      case INGEST, INDEX_TEMPLATE, APPLICATION, TRANSFORM, ML ->
          method == Method.POST && tries(bytes, next, pathEnd) ? READ_ADMIN : method.toState();
      default -> UNKNOWN;
    };
  }

  /** Behind {@code _search}. */
  private static Operation search(
      Method method, byte[] bytes, long next, int pathEnd, int targetEnd) {
    if (next == NONE || is(bytes, next, "template")) {
      if (!method.asks()) {
        return UNKNOWN;
      }
      return Parameters.has(bytes, Math.min(pathEnd + 1, targetEnd), targetEnd, "scroll")
          ? CURSOR
          : SEARCH;
    }
    if (is(bytes, next, "scroll") || is(bytes, next, "point_in_time")) {
      return method.asks() || method == Method.DELETE ? CURSOR : UNKNOWN;
    }
    return is(bytes, next, "pipeline") ? method.toState() : UNKNOWN;
  }

  private static Operation fleet(Method method, byte[] bytes, long next) {
    if (next != NONE && method.asks()) {
      if (is(bytes, next, "_fleet_search")) {
        return SEARCH;
      }
      if (is(bytes, next, "_fleet_msearch")) {
        return MULTI_SEARCH;
      }
    }
    return method.toState();
  }

  /** Behind the word of a language. */
  private static Operation statement(Method method, byte[] bytes, long next) {
    if (next == NONE || is(bytes, next, "search") || is(bytes, next, "async")) {
      return switch (method) {
        case GET, POST -> STATEMENT;
        case DELETE -> CURSOR;
        case HEAD, PUT, PATCH, OTHER -> UNKNOWN;
      };
    }
    if (is(bytes, next, "close")) {
      return method == Method.POST ? CURSOR : UNKNOWN;
    }
    boolean explains =
        is(bytes, next, "_explain") || is(bytes, next, "translate") || is(bytes, next, "stats");
    return explains ? method.ifAsking() : method.toState();
  }

  /** Behind the word that plug-ins have their paths under. */
  private static Operation plugin(Method method, byte[] bytes, long next, int pathEnd) {
    if (next == NONE) {
      return UNKNOWN;
    }
    long third = after(bytes, next, pathEnd);
    return switch (Segments.word(bytes, next)) {
      case SQL, PPL -> statement(method, bytes, third);
      case NONE ->
          is(bytes, next, "_asynchronous_search")
              ? third != NONE && is(bytes, third, "stats") ? method.ifAsking() : cursor(method)
              : setting(method, bytes, third, pathEnd);
      default -> setting(method, bytes, third, pathEnd);
    };
  }

  private static Operation cursor(Method method) {
    return method.asks() || method == Method.DELETE ? CURSOR : UNKNOWN;
  }

  /** What a plug-in keeps: looked for by {@code _search}, changed in place by PATCH. */
  private static Operation setting(Method method, byte[] bytes, long from, int pathEnd) {
    if (method == Method.PATCH) {
      return WRITE_ADMIN;
    }
    return method == Method.POST && tries(bytes, from, pathEnd) ? READ_ADMIN : method.toState();
  }

  /** Whether one of the segments says that nothing is changed, though it is a POST. */
  private static boolean tries(byte[] bytes, long from, int pathEnd) {
    for (long each = from; each != NONE; each = after(bytes, each, pathEnd)) {
      if (is(bytes, each, "_search")
          || is(bytes, each, "_simulate")
          || is(bytes, each, "_simulate_index")
          || is(bytes, each, "_preview")
          || is(bytes, each, "_explain")
          || is(bytes, each, "_evaluate")
          || is(bytes, each, "_validate")
          || is(bytes, each, "_render_query")) {
        return true;
      }
    }
    return false;
  }

  /** Snapshots that are taken, restored, cloned or mounted; repositories are only kept. */
  private static Operation snapshot(Method method, byte[] bytes, long repository, int pathEnd) {
    long second = after(bytes, repository, pathEnd);
    boolean light =
        method.gets()
            || second == NONE
            || is(bytes, second, "_verify")
            || is(bytes, second, "_status");
    return light || method == Method.PATCH || method == Method.OTHER
        ? method.toState()
        : MAINTENANCE;
  }
}
