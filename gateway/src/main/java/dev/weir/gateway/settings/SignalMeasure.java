package dev.weir.gateway.settings;

/** What is measured of a cluster or a lane to turn a switch; the unit is part of the name. */
public enum SignalMeasure {
  /** How busy the processors of the cluster's data nodes are, on average. */
  CPU_PERCENT,
  /** How full the heaps of the cluster's data nodes are, on average. */
  HEAP_PERCENT,
  /** The time within which 99 of a hundred requests were answered, of the last five seconds. */
  P99_MILLIS,
  /** Answers of the cluster's own that were 429 or 503, of the last five seconds. */
  REJECTED_PERCENT;

  /** Whether the nodes have to be asked for it. */
  public boolean isAsked() {
    return this == CPU_PERCENT || this == HEAP_PERCENT;
  }
}
