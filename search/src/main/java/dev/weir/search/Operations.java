package dev.weir.search;

import static dev.weir.search.Operation.CREATE_DOCUMENT;
import static dev.weir.search.Operation.DELETE_DOCUMENT;
import static dev.weir.search.Operation.GET_DOCUMENT;
import static dev.weir.search.Operation.MAINTENANCE;
import static dev.weir.search.Operation.PUT_DOCUMENT;
import static dev.weir.search.Operation.READ_ADMIN;
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
    long first = Segments.next(bytes, pathStart, pathEnd);
    if (first == Segments.NONE) {
      return method.ifLooking();
    }
    Word word = Segments.word(bytes, first);
    if (word != Word.NONE && word != Word.ALL) {
      return api(method, word, false, bytes, Segments.end(first), pathEnd, targetEnd);
    }
    if (word == Word.NONE && bytes[Segments.start(first)] == '_') {
      return UNKNOWN; // Not the name of an index, and no API known here.
    }
    long second = Segments.next(bytes, Segments.end(first), pathEnd);
    if (second == Segments.NONE) {
      return method == Method.POST ? UNKNOWN : method.toState();
    }
    word = Segments.word(bytes, second);
    if (word == Word.NONE && bytes[Segments.start(second)] == '_') {
      return UNKNOWN;
    }
    if (word != Word.NONE && word != Word.DOC) {
      return api(method, word, true, bytes, Segments.end(second), pathEnd, targetEnd);
    }
    return typed(method, word == Word.DOC, bytes, Segments.end(second), pathEnd, targetEnd);
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

  /**
   * The index expression that a path names, as the high half (first byte) and the low half (after
   * the last) of a long; 0 if it names none, as {@code /_search} does, which means every index.
   *
   * @param pathStart as for {@link #of}
   */
  public static long index(byte[] bytes, int pathStart, int pathEnd) {
    return Places.index(bytes, pathStart, pathEnd);
  }

  /** What the body of a request holds that has this path, if it has one. */
  public static Payload payload(byte[] bytes, int pathStart, int pathEnd) {
    return Places.payload(bytes, pathStart, pathEnd);
  }

  /**
   * Where in a path what names a scroll begins, behind {@code /_search/scroll}, by which scrolls
   * are moved and closed; -1 if it is another path.
   */
  public static int scroll(byte[] bytes, int pathStart, int pathEnd) {
    return Places.scroll(bytes, pathStart, pathEnd);
  }

  /** The language of the statement in the body of a request that has this path. */
  public static Language language(byte[] bytes, int pathStart, int pathEnd) {
    return Places.language(bytes, pathStart, pathEnd);
  }

  /** Behind {@code /index/_doc}, or {@code /index/type} on older engines. */
  private static Operation typed(
      Method method, boolean doc, byte[] bytes, int at, int pathEnd, int targetEnd) {
    long third = Segments.next(bytes, at, pathEnd);
    if (third == Segments.NONE) {
      return method == Method.POST ? CREATE_DOCUMENT : UNKNOWN;
    }
    Word word = Segments.word(bytes, third);
    long fourth = Segments.next(bytes, Segments.end(third), pathEnd);
    if (word != Word.NONE) {
      // An API of older engines, to newer ones a document of that name: replayed only if both may.
      return replayable(bytes, pathEnd, targetEnd)
          ? api(method, word, true, bytes, Segments.end(third), pathEnd, targetEnd)
          : UNKNOWN;
    }
    if (fourth == Segments.NONE) {
      // To newer engines, a POST behind anything but _doc can only be the path of some plug-in.
      return doc || method != Method.POST ? document(method, bytes, pathEnd, targetEnd) : UNKNOWN;
    }
    if (Segments.next(bytes, Segments.end(fourth), pathEnd) != Segments.NONE) {
      return UNKNOWN;
    }
    return switch (Segments.word(bytes, fourth)) {
      case UPDATE -> method == Method.POST ? UPDATE_DOCUMENT : UNKNOWN;
      case CREATE -> method.writes() ? CREATE_DOCUMENT : UNKNOWN;
      case SOURCE -> method.gets() ? GET_DOCUMENT : UNKNOWN;
      case EXPLAIN, TERMVECTORS -> method.asks() ? READ_ADMIN : UNKNOWN;
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
      case PATCH, OTHER -> UNKNOWN;
    };
  }

  /** Behind a reserved word; {@code at} is after it. */
  private static Operation api(
      Method method, Word word, boolean index, byte[] bytes, int at, int pathEnd, int targetEnd) {
    return switch (word.reading()) {
      case ASKS -> method.ifAsking();
      case LOOKS -> method.ifLooking();
      case BY_METHOD -> method.toState();
      case CHANGES ->
          method == Method.HEAD || method == Method.PATCH || method == Method.OTHER
              ? UNKNOWN
              : WRITE_ADMIN;
      case MAINTAINS -> method.writes() ? MAINTENANCE : method.toState();
      case SPECIAL -> Special.of(method, word, index, bytes, at, pathEnd, targetEnd);
    };
  }

  private static boolean replayable(byte[] bytes, int pathEnd, int targetEnd) {
    return Parameters.leaveReplayable(bytes, queryStart(pathEnd, targetEnd), targetEnd);
  }

  private static int queryStart(int pathEnd, int targetEnd) {
    return Math.min(pathEnd + 1, targetEnd);
  }
}
