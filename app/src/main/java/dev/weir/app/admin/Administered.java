package dev.weir.app.admin;

import dev.weir.app.config.Configuration;
import dev.weir.app.shapes.ShapeDesk;
import dev.weir.discovery.registry.Registry;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.status.GatewayStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What the admin listener shows and steers. Called on any thread; may block. */
public interface Administered {
  GatewayStatus status();

  /** What is in force, whatever the file says by now. */
  Configuration configuration();

  /**
   * Changes a cluster's endpoints by hand, all or none.
   *
   * @return whether there is such a cluster
   * @throws IllegalArgumentException if a change cannot be made
   */
  boolean change(String cluster, List<EndpointChange> changes);

  /** Weir's own registry. */
  Registry registry();

  /** What is done by hand to endpoints and standbys for a time. */
  Rehearsals rehearsals();

  /** What is done by hand to limits, lanes and switches for a time. */
  ByHand byHand();

  /** Shapes of searches, and what is ordered about them by hand. */
  ShapeDesk shapes();

  /** Reads the configuration again. */
  Reload reload();

  /**
   * Writes all metrics.
   *
   * @param mediaType what the text is to be: Prometheus's own or OpenMetrics
   */
  void scrape(OutputStream out, String mediaType) throws IOException;
}
