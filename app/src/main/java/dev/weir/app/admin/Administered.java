package dev.weir.app.admin;

import dev.weir.app.config.Configuration;
import dev.weir.gateway.status.GatewayStatus;
import java.io.IOException;
import java.io.OutputStream;

/** What the admin listener shows and steers. Called on any thread; may block. */
public interface Administered {
  GatewayStatus status();

  /** What is in force, whatever the file says by now. */
  Configuration configuration();

  /** Reads the configuration again. */
  Reload reload();

  /**
   * Writes all metrics.
   *
   * @param mediaType what the text is to be: Prometheus's own or OpenMetrics
   */
  void scrape(OutputStream out, String mediaType) throws IOException;
}
