package dev.weir.flow.simulation;

/** One try of a request at one endpoint. */
final class Attempt {
  /** How the endpoint did. */
  enum Merit {
    SERVED,
    /** Through no merit or fault of its own. */
    NEITHER,
    REFUSED,
    LATE,
    FAILED
  }

  private final ModelledRequest request;
  private final KnownEndpoint endpoint;
  private final long sentAt;
  private boolean over;

  /** It is on its way. */
  Attempt(ModelledRequest request, KnownEndpoint endpoint, long now) {
    this.request = request;
    this.endpoint = endpoint;
    this.sentAt = now;
    endpoint.begin(this, now);
  }

  ModelledRequest request() {
    return request;
  }

  KnownEndpoint endpoint() {
    return endpoint;
  }

  long sentAt() {
    return sentAt;
  }

  boolean isOver() {
    return over;
  }

  /**
   * It is over.
   *
   * @param heard whether an answer has come
   */
  void end(Merit merit, boolean heard, long now) {
    over = true;
    endpoint.end(this, merit, heard, now);
  }
}
