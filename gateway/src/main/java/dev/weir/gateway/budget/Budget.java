package dev.weir.gateway.budget;

/**
 * What is counted for the keys of a limit: requests, or what they cost. Safe from any thread; takes
 * no lock and allocates nothing for a key that is known.
 */
public sealed interface Budget permits LocalBudget, FleetBudget {
  /** Takes what a key has in use. */
  @FunctionalInterface
  interface Uses {
    void accept(Object key, long used, long bound);
  }

  /**
   * Takes permits, if they are there.
   *
   * @return 0, or the nanoseconds after which they would be
   */
  long admit(Object key, long now, int permits);

  /**
   * Takes permits, or a place in the line of a leaky bucket.
   *
   * @return nanoseconds to wait, or below 0 if it is refused: those after which it would pass
   */
  long hold(Object key, long now, int permits);

  /** Gives permits back that were not needed. */
  void giveBack(Object key, long admittedAt, int permits);

  /**
   * Takes permits that have been used already, whether they are there or not, as far as the budget
   * may owe them.
   */
  void charge(Object key, long now, int permits);

  /** How many keys have one of their own. */
  int keys();

  /** How many may. */
  int mostKeys();

  /** How often a key has given its place to another. */
  long evictions();

  /** How often one had to be shared. */
  long crowded();

  /** Shows what is in use. */
  void forEach(long now, Uses uses);
}
