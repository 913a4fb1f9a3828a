package dev.weir.search;

import java.util.Locale;

/**
 * What a request asks of the engine, told from its method and target alone.
 *
 * @see Operations#of
 */
public enum Operation {
  /** A search, or a search template. */
  SEARCH(Kind.READ, true),
  MULTI_SEARCH(Kind.READ, true),
  COUNT(Kind.READ, true),
  /** Opens or moves a scroll or a point in time: it changes state on the nodes. */
  CURSOR(Kind.READ, false),
  GET_DOCUMENT(Kind.READ, true),
  MULTI_GET(Kind.READ, true),
  /**
   * A statement in SQL, PPL, ES|QL or EQL; not replayed, because some can write or open cursors.
   */
  STATEMENT(Kind.READ, false),
  BULK(Kind.WRITE, false),
  /** Indexes a document at an id of the client's: sending it twice leaves the same document. */
  PUT_DOCUMENT(Kind.WRITE, true),
  /** Indexes a document at an id of the engine's, or only if it is absent. */
  CREATE_DOCUMENT(Kind.WRITE, false),
  /** Changes a document in a way that hangs on what is there: an update, a bound version. */
  UPDATE_DOCUMENT(Kind.WRITE, false),
  /** A second try would answer 404 where the first had deleted. */
  DELETE_DOCUMENT(Kind.WRITE, false),
  BY_QUERY(Kind.WRITE, false),
  REINDEX(Kind.WRITE, false),
  /** Any other read: the state of the cluster or an index, a question about a query. */
  READ_ADMIN(Kind.ADMIN, true),
  /** Any other change of the cluster's or an index's state. */
  WRITE_ADMIN(Kind.ADMIN, false),
  /**
   * Work on whole indices: merges, snapshots, restores, indices that are shrunk, split or cloned.
   */
  MAINTENANCE(Kind.ADMIN, false),
  /** Not known; passed on and counted. */
  UNKNOWN(Kind.UNKNOWN, false);

  /** The class of an operation: few enough for a metric's tag. */
  public enum Kind {
    READ,
    WRITE,
    ADMIN,
    UNKNOWN
  }

  private final Kind kind;
  private final boolean replayable;
  private final String text = name().toLowerCase(Locale.ROOT);

  Operation(Kind kind, boolean replayable) {
    this.kind = kind;
    this.replayable = replayable;
  }

  /** Its name in metrics, logs and answers: {@code multi_search}. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Whether it is heavy by its nature, however small it looks: it holds or moves much on the nodes,
   * for longer than it takes to answer.
   */
  public boolean heavy() {
    return switch (this) {
      case CURSOR, BY_QUERY, REINDEX, MAINTENANCE -> true;
      case SEARCH,
          MULTI_SEARCH,
          COUNT,
          GET_DOCUMENT,
          MULTI_GET,
          STATEMENT,
          BULK,
          PUT_DOCUMENT,
          CREATE_DOCUMENT,
          UPDATE_DOCUMENT,
          DELETE_DOCUMENT,
          READ_ADMIN,
          WRITE_ADMIN,
          UNKNOWN ->
          false;
    };
  }

  /**
   * Whether the request may be sent again when it is not known what became of it: twice does no
   * more than once. False wherever that is in doubt.
   */
  public boolean replayable() {
    return replayable;
  }
}
