package dev.weir.search;

import static dev.weir.search.Operation.BULK;
import static dev.weir.search.Operation.BY_QUERY;
import static dev.weir.search.Operation.COUNT;
import static dev.weir.search.Operation.CREATE_DOCUMENT;
import static dev.weir.search.Operation.CURSOR;
import static dev.weir.search.Operation.DELETE_DOCUMENT;
import static dev.weir.search.Operation.GET_DOCUMENT;
import static dev.weir.search.Operation.MULTI_GET;
import static dev.weir.search.Operation.MULTI_SEARCH;
import static dev.weir.search.Operation.PUT_DOCUMENT;
import static dev.weir.search.Operation.READ_ADMIN;
import static dev.weir.search.Operation.REINDEX;
import static dev.weir.search.Operation.SEARCH;
import static dev.weir.search.Operation.UNKNOWN;
import static dev.weir.search.Operation.UPDATE_DOCUMENT;
import static dev.weir.search.Operation.WRITE_ADMIN;

/**
 * Tells the operation of a request, for OpenSearch 1 to 3 and Elasticsearch 7 to 9, the older ones'
 * mapping types included. Stateless; safe from any thread; allocates nothing; never throws.
 *
 * <p>Segments are taken as the engines take them: cut at slashes before percent signs are decoded,
 * so {@code %2F} belongs to a name; empty segments are skipped, so double and trailing slashes do
 * not hide an operation. Where two versions of the engines read a path differently, the answer is
 * one that is safe to act on for both; what is not recognized is {@link Operation#UNKNOWN}.
 */
public final class Operations {
  /** No segment: no real one begins and ends at zero. */
  private static final long NO_SEGMENT = 0;

  private Operations() {}

  /**
   * Tells the operation from method and target.
   *
   * @param bytes holds both, ASCII
   * @param methodStart first byte of the method
   * @param methodEnd after its last
   * @param pathStart first byte of the path, percent-encoded, with or without a leading slash
   * @param pathEnd after its last, where any {@code ?} is
   * @param targetEnd after the last byte of the query; {@code pathEnd} if there is none
   */
  public static Operation of(
      byte[] bytes, int methodStart, int methodEnd, int pathStart, int pathEnd, int targetEnd) {
    Method method = Method.of(bytes, methodStart, methodEnd);
    long first = segment(bytes, pathStart, pathEnd);
    if (first == NO_SEGMENT) {
      return looks(method);
    }
    Word word = word(bytes, first);
    if (word != Word.NONE && word != Word.ALL) {
      return api(method, word, false, bytes, end(first), pathEnd, targetEnd);
    }
    if (word == Word.NONE && bytes[start(first)] == '_') {
      return UNKNOWN; // Not the name of an index, and no API known here.
    }
    long second = segment(bytes, end(first), pathEnd);
    if (second == NO_SEGMENT) {
      return method == Method.POST ? UNKNOWN : byMethod(method);
    }
    word = word(bytes, second);
    if (word == Word.NONE && bytes[start(second)] == '_') {
      return UNKNOWN;
    }
    if (word != Word.NONE && word != Word.DOC) {
      return api(method, word, true, bytes, end(second), pathEnd, targetEnd);
    }
    return typed(method, word == Word.DOC, bytes, end(second), pathEnd, targetEnd);
  }

  /**
   * Whether the query of a target leaves a write that is safe to send twice as safe as it is: it
   * has no parameter but those known to be harmless.
   *
   * @param bytes holds the target
   * @param pathEnd after the path's last byte, where any {@code ?} is
   * @param targetEnd after the last byte of the query
   */
  public static boolean isQueryReplayable(byte[] bytes, int pathEnd, int targetEnd) {
    return replayable(bytes, pathEnd, targetEnd);
  }

  /** Whether the query of a target names that parameter at all; arguments as before. */
  public static boolean hasParameter(byte[] bytes, int pathEnd, int targetEnd, String name) {
    return Parameters.has(bytes, queryStart(pathEnd, targetEnd), targetEnd, name);
  }

  /** Behind {@code /index/_doc}, or {@code /index/type} on older engines. */
  private static Operation typed(
      Method method, boolean doc, byte[] bytes, int at, int pathEnd, int targetEnd) {
    long third = segment(bytes, at, pathEnd);
    if (third == NO_SEGMENT) {
      return method == Method.POST ? CREATE_DOCUMENT : UNKNOWN;
    }
    Word word = word(bytes, third);
    long fourth = segment(bytes, end(third), pathEnd);
    if (word != Word.NONE) {
      // An API of older engines, to newer ones a document of that name: replayed only if both may.
      return replayable(bytes, pathEnd, targetEnd)
          ? api(method, word, true, bytes, end(third), pathEnd, targetEnd)
          : UNKNOWN;
    }
    if (fourth == NO_SEGMENT) {
      // To newer engines, a POST behind anything but _doc can only be the path of some plug-in.
      return doc || method != Method.POST ? document(method, bytes, pathEnd, targetEnd) : UNKNOWN;
    }
    if (segment(bytes, end(fourth), pathEnd) != NO_SEGMENT) {
      return UNKNOWN;
    }
    return switch (word(bytes, fourth)) {
      case UPDATE -> method == Method.POST ? UPDATE_DOCUMENT : UNKNOWN;
      case CREATE -> writes(method) ? CREATE_DOCUMENT : UNKNOWN;
      case SOURCE -> gets(method) ? GET_DOCUMENT : UNKNOWN;
      case EXPLAIN, TERMVECTORS -> asks(method) ? READ_ADMIN : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  private static Operation document(Method method, byte[] bytes, int pathEnd, int targetEnd) {
    return switch (method) {
      case GET, HEAD -> GET_DOCUMENT;
      case DELETE -> DELETE_DOCUMENT;
      case PUT, POST -> {
        if (replayable(bytes, pathEnd, targetEnd)) {
          yield PUT_DOCUMENT;
        }
        yield Parameters.has(bytes, queryStart(pathEnd, targetEnd), targetEnd, "op_type")
            ? CREATE_DOCUMENT
            : UPDATE_DOCUMENT;
      }
      case OTHER -> UNKNOWN;
    };
  }

  /** Behind a reserved word; {@code at} is after it. */
  private static Operation api(
      Method method, Word word, boolean index, byte[] bytes, int at, int pathEnd, int targetEnd) {
    return switch (word.reading()) {
      case ASKS -> asks(method) ? READ_ADMIN : UNKNOWN;
      case LOOKS -> looks(method);
      case BY_METHOD -> byMethod(method);
      case CHANGES -> method == Method.HEAD || method == Method.OTHER ? UNKNOWN : WRITE_ADMIN;
      case SPECIAL -> special(method, word, index, bytes, at, pathEnd, targetEnd);
    };
  }

  private static Operation special(
      Method method, Word word, boolean index, byte[] bytes, int at, int pathEnd, int targetEnd) {
    long next = segment(bytes, at, pathEnd);
    boolean last = next == NO_SEGMENT;
    boolean name = !last && segment(bytes, end(next), pathEnd) == NO_SEGMENT;
    return switch (word) {
      case SEARCH -> search(method, bytes, next, pathEnd, targetEnd);
      case MSEARCH ->
          asks(method) && (last || (name && is(bytes, next, "template"))) ? MULTI_SEARCH : UNKNOWN;
      case COUNT -> asks(method) && last ? COUNT : UNKNOWN;
      case MGET -> asks(method) && last ? MULTI_GET : UNKNOWN;
      case BULK -> writes(method) && (last || (name && is(bytes, next, "stream"))) ? BULK : UNKNOWN;
      case SOURCE -> gets(method) && index && name ? GET_DOCUMENT : UNKNOWN;
      case CREATE -> writes(method) && index && name ? CREATE_DOCUMENT : UNKNOWN;
      case UPDATE -> method == Method.POST && index && name ? UPDATE_DOCUMENT : UNKNOWN;
      case PIT -> writes(method) || method == Method.DELETE ? CURSOR : UNKNOWN;
      case ASYNC_SEARCH -> method == Method.OTHER ? UNKNOWN : CURSOR;
      case DELETE_BY_QUERY, UPDATE_BY_QUERY -> method == Method.POST ? BY_QUERY : UNKNOWN;
      case REINDEX -> method == Method.POST ? REINDEX : UNKNOWN;
      case CLUSTER ->
          method == Method.POST && !last && is(bytes, next, "allocation")
              ? READ_ADMIN
              : byMethod(method);
      default -> UNKNOWN;
    };
  }

  /** Behind {@code _search}. */
  private static Operation search(
      Method method, byte[] bytes, long next, int pathEnd, int targetEnd) {
    if (next == NO_SEGMENT || is(bytes, next, "template")) {
      if (!asks(method)) {
        return UNKNOWN;
      }
      return Parameters.has(bytes, queryStart(pathEnd, targetEnd), targetEnd, "scroll")
          ? CURSOR
          : SEARCH;
    }
    if (is(bytes, next, "scroll") || is(bytes, next, "point_in_time")) {
      return asks(method) || method == Method.DELETE ? CURSOR : UNKNOWN;
    }
    return is(bytes, next, "pipeline") ? byMethod(method) : UNKNOWN;
  }

  private static boolean replayable(byte[] bytes, int pathEnd, int targetEnd) {
    return Parameters.leaveReplayable(bytes, queryStart(pathEnd, targetEnd), targetEnd);
  }

  private static int queryStart(int pathEnd, int targetEnd) {
    return Math.min(pathEnd + 1, targetEnd);
  }

  private static Operation byMethod(Method method) {
    return switch (method) {
      case GET, HEAD -> READ_ADMIN;
      case POST, PUT, DELETE -> WRITE_ADMIN;
      case OTHER -> UNKNOWN;
    };
  }

  private static Operation looks(Method method) {
    return gets(method) ? READ_ADMIN : UNKNOWN;
  }

  private static boolean gets(Method method) {
    return method == Method.GET || method == Method.HEAD;
  }

  private static boolean asks(Method method) {
    return method == Method.GET || method == Method.POST;
  }

  private static boolean writes(Method method) {
    return method == Method.POST || method == Method.PUT;
  }

  /** The next segment that is not empty: its start in the high half, its end in the low one. */
  static long segment(byte[] bytes, int from, int pathEnd) {
    int start = from;
    while (start < pathEnd && bytes[start] == '/') {
      start++;
    }
    if (start >= pathEnd) {
      return NO_SEGMENT;
    }
    int end = start + 1;
    while (end < pathEnd && bytes[end] != '/') {
      end++;
    }
    return (long) start << 32 | end;
  }

  private static int start(long segment) {
    return (int) (segment >>> 32);
  }

  private static int end(long segment) {
    return (int) segment;
  }

  private static Word word(byte[] bytes, long segment) {
    return Word.of(bytes, start(segment), end(segment));
  }

  private static boolean is(byte[] bytes, long segment, String text) {
    return Word.spells(bytes, start(segment), end(segment), text);
  }
}
