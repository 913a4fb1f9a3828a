package dev.weir.app.admin;

import dev.weir.flow.standby.Standby;
import java.time.Duration;

/** What is done by hand to endpoints and standbys for a time, and ends by itself. */
public interface Rehearsals {
  /**
   * Takes an endpoint out for a time.
   *
   * @param draining whether its idle connections close, too
   * @return whether there is such an endpoint
   */
  boolean hold(String cluster, String endpoint, boolean draining, Duration time);

  /** Takes an endpoint back that is held or ejected; as {@link #hold}. */
  boolean readmit(String cluster, String endpoint);

  /**
   * Has a cluster's reads go to its standby, or not, for a time.
   *
   * @return whether a route to that cluster has a standby
   */
  boolean prefer(String cluster, Standby.Preference wanted, Duration time);
}
