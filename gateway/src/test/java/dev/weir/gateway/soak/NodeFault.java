package dev.weir.gateway.soak;

/** What a node does wrong with a request. */
enum NodeFault {
  NONE(Shows.NOTHING),
  /** Breaks the connection instead of answering. */
  RESET_BEFORE(Shows.NO_ANSWER),
  RESET_IN_HEAD(Shows.NO_ANSWER),
  RESET_IN_BODY(Shows.CUT),
  /** Closes the connection in order instead of answering. */
  CLOSE_BEFORE(Shows.NO_ANSWER),
  CLOSE_IN_HEAD(Shows.NO_ANSWER),
  CLOSE_IN_BODY(Shows.CUT),
  /** Answers well and closes, though it has promised not to. */
  CLOSE_AFTER(Shows.NOTHING),
  /** Lets time pass before its answer. */
  SLOW(Shows.NOTHING),
  /** Lets time pass within its answer. */
  DRIBBLE(Shows.NOTHING),
  MALFORMED_HEAD(Shows.NO_ANSWER),
  MALFORMED_CHUNK(Shows.CUT),
  /** Sends another answer behind the one that was asked for. */
  EXTRA(Shows.NOTHING),
  /** Answers before it has read the request's body. */
  EARLY(Shows.NOTHING),
  /** Never answers. */
  SILENT(Shows.NO_ANSWER);

  /** What a client sees of it if every node does so. */
  enum Shows {
    NOTHING,
    NO_ANSWER,
    CUT
  }

  private final Shows shows;

  NodeFault(Shows shows) {
    this.shows = shows;
  }

  Shows shows() {
    return shows;
  }
}
