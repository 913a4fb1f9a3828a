package dev.weir.gateway.fact;

import java.io.IOException;

/** One question to a cluster. */
interface Inquiry {
  /** Path and query. */
  String target();

  /**
   * Takes the answer.
   *
   * @throws IOException if it is none that can be read
   */
  void take(String body, long now) throws IOException;

  /** There is none that can be used. */
  void fail(long now);
}
