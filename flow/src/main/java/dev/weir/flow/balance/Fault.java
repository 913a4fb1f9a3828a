package dev.weir.flow.balance;

/** How an endpoint failed a request, as far as its weight is concerned. */
public enum Fault {
  /** No connection, or one that broke: whatever comes next will most likely meet the same. */
  NETWORK(0.5f),
  /** No answer in time: this may have been the request's own fault. */
  TIMEOUT(0.75f),
  /** It answered that it could not: it is there, and says so quickly. */
  ANSWERED(0.85f);

  private final float keeps;

  Fault(float keeps) {
    this.keeps = keeps;
  }

  /** The share of its weight that the endpoint keeps. */
  float keeps() {
    return keeps;
  }
}
