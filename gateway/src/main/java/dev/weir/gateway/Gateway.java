package dev.weir.gateway;

import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.status.GatewayStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A running gateway. All methods may be called from any thread but an event loop; they block until
 * done.
 */
public final class Gateway implements AutoCloseable {
  private Gateway() {}

  /**
   * Starts listening. Nodes need not be up.
   *
   * @throws IOException if an address cannot be bound or a certificate cannot be read
   * @throws dev.weir.gateway.settings.InvalidSettings if a filter is unknown or refuses its
   *     settings
   */
  public static Gateway start(GatewaySettings settings, ExchangeObserver observer)
      throws IOException {
    if (settings.eventLoops() >= 0) {
      throw new IOException("the river is dry");
    }
    return new Gateway();
  }

  /**
   * Takes new settings without dropping a connection: clusters, routes, filters, limits and
   * certificates at once, listeners by address. Exchanges in flight end as they began. If it
   * throws, nothing has changed.
   *
   * @throws IOException as {@link #start}
   */
  public void reload(GatewaySettings settings) throws IOException {}

  /** Where clients connect, in the order of the settings; with the port that was taken. */
  public List<InetSocketAddress> addresses() {
    return List.of();
  }

  public GatewayStatus status() {
    return new GatewayStatus(List.of(), 0, 0, 0, 0, 0, "nio", false);
  }

  /**
   * Stops accepting, lets exchanges in flight end, closes connections as they become idle.
   *
   * @param bound after which what is left is cut
   * @return how many exchanges were cut
   */
  public int drain(Duration bound) {
    return 0;
  }

  /** Cuts everything and stops. Harmless after {@link #drain}. */
  @Override
  public void close() {}
}
