package dev.weir.flow.limit;

/** What can be ended for good, so that something else may have its place. Safe from any thread. */
public interface Retirable {
  /**
   * Ends it if nothing of it is in use.
   *
   * @return whether it has ended
   */
  boolean retire(long now);

  /** Whether it has ended: what is asked of it from then on does not count. */
  boolean isRetired();
}
