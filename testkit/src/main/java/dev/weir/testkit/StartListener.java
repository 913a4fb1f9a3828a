package dev.weir.testkit;

/** Is told how far a server's start has come; on a thread of the server's own, so be quick. */
@FunctionalInterface
public interface StartListener {
  /**
   * A stage was reached.
   *
   * @param node index of the server, from 0
   */
  void onStage(int node, Stage stage);

  /** Hears nothing. */
  static StartListener none() {
    return (node, stage) -> {};
  }

  /** The stages of a start, in their order. */
  enum Stage {
    /** The process exists. */
    LAUNCHED,
    /** Its program runs and loads modules and data. */
    LOADING,
    /** It looks for its peers. */
    JOINING,
    /** It takes requests. */
    READY
  }
}
