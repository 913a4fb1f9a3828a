package dev.weir.bench.bombs;

/** When a good request was due. */
enum Phase {
  /** Nobody else asks. */
  CALM,
  BOMBS
}
