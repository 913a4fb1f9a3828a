package dev.weir.discovery.source;

import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every source that others keep. */
public final class Sources {
  private Sources() {}

  /** Their factories, to be handed to a gateway. */
  public static List<DiscoveryFactory> all() {
    return List.of(
        ZooKeeperDiscovery::start,
        EtcdDiscovery::start,
        NacosDiscovery::start,
        KubernetesDiscovery::start);
  }

  /**
   * A client; certificates that cannot be read are a mistake of the settings.
   *
   * @throws InvalidSettings if they cannot
   */
  static HttpSource http(@Nullable Path authorities, Duration timeout) {
    try {
      return HttpSource.of(authorities, timeout);
    } catch (IOException e) {
      throw new InvalidSettings(
          List.of(
              new InvalidSettings.Problem(
                  "clusters", authorities, "certificates in PEM: " + e.getMessage())));
    }
  }
}
