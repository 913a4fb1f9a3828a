package dev.weir.gateway.filter;

/** How much of a body a filter wants to see. */
public sealed interface BodyNeed {
  /** Nothing: bytes pass by without being touched. */
  record None() implements BodyNeed {
    private static final None INSTANCE = new None();
  }

  /** Each piece as it passes, in constant memory. */
  record Streamed() implements BodyNeed {
    private static final Streamed INSTANCE = new Streamed();
  }

  /** All of it at once, up to a limit in bytes. */
  record Whole(int limit, Overflow overflow) implements BodyNeed {
    public Whole {
      if (limit < 1) {
        throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
      }
    }
  }

  /** What becomes of a body that is larger than the limit. */
  enum Overflow {
    /** The filter is asked without a body, and the body streams by. */
    PASS,
    /** The request is refused with 413; a response is passed on as with {@link #PASS}. */
    REFUSE
  }

  static BodyNeed none() {
    return None.INSTANCE;
  }

  static BodyNeed streamed() {
    return Streamed.INSTANCE;
  }

  static BodyNeed whole(int limit, Overflow overflow) {
    return new Whole(limit, overflow);
  }
}
