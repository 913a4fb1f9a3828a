package dev.weir.gateway.discovery;

import dev.weir.gateway.settings.DiscoverySettings;
import org.jspecify.annotations.Nullable;

/** Starts sources of one kind. */
public interface DiscoveryFactory {
  /**
   * Starts a source, without waiting for it to be reached.
   *
   * @param cluster the cluster's name, for logs and threads
   * @return null if the settings name a source of another kind
   */
  @Nullable Discovery start(
      String cluster, DiscoverySettings settings, Discovery.Listener listener);
}
