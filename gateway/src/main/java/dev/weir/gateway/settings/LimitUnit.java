package dev.weir.gateway.settings;

/** What a limit counts. */
public enum LimitUnit {
  REQUESTS,
  /**
   * What searches cost: a unit is about a millisecond of one shard's work. A search takes what it
   * is expected to cost, and is charged the rest, or given it back, once it is known.
   */
  COST
}
