package dev.weir.bench.flood;

/** When a request was due. */
enum Phase {
  CALM,
  FLOOD,
  AFTER
}
