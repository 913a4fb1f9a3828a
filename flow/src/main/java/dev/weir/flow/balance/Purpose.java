package dev.weir.flow.balance;

/** What a request wants of a search node, as far as the node's roles are concerned. */
public enum Purpose {
  /** Documents are indexed, changed or deleted. */
  WRITE,
  /** Answers of many shards are put together, which takes memory and time where that is done. */
  HEAVY_READ,
  /** Anything else. */
  ANY
}
