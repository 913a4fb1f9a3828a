package dev.weir.app;

import dev.weir.app.config.Configuration;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import dev.weir.gateway.settings.ListenerSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the configuration; it wins over the file, at reloads too.
 *
 * @param upstreams nodes of the one cluster; empty leaves the file's
 * @param listen where the one listener is; null leaves the file's
 * @param admin where the admin listener is; null leaves the file's
 */
record CommandLineSettings(List<URI> upstreams, @Nullable Address listen, @Nullable Address admin) {
  CommandLineSettings {
    upstreams = List.copyOf(upstreams);
  }

  /**
   * The configuration with these in it.
   *
   * @throws InvalidSettings if they do not fit it
   */
  Configuration over(Configuration file) {
    GatewaySettings gateway = file.gateway();
    if (!upstreams.isEmpty()) {
      gateway = gateway.withCluster(ClusterSettings.of("main", upstreams));
    }
    if (listen != null) {
      List<ListenerSettings> listeners = gateway.listeners();
      if (listeners.size() > 1) {
        throw new InvalidSettings(
            List.of(
                new Problem(
                    "--listen",
                    listen,
                    "none, because the file has " + listeners.size() + " listeners")));
      }
      gateway = gateway.withListener(at(listen, listeners.getFirst()));
    }
    Configuration merged = file;
    // The admin address first: its default may be where clients are to be heard now.
    if (admin != null) {
      merged = merged.withAdmin(merged.admin().withAddress(admin));
    }
    return merged.withGateway(gateway);
  }

  private static ListenerSettings at(Address address, ListenerSettings listener) {
    return new ListenerSettings(
        address,
        listener.tls(),
        listener.maxConnections(),
        listener.maxHead(),
        listener.maxBody(),
        listener.headTimeout(),
        listener.bodyTimeout(),
        listener.idleTimeout(),
        listener.halfClose());
  }
}
