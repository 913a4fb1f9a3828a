package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.fleet.BudgetStoreFactory;
import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.GatewayStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * A gateway between scripted nodes and raw clients. At close it fails unless the gateway has let
 * everything go: no exchange, no request on a node, no client connection, no connection to a node.
 */
public final class GatewayFixture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
  }

  private final Gateway gateway;
  private final List<ScriptedUpstream> upstreams;
  private final List<RawClient> clients = new CopyOnWriteArrayList<>();
  private final List<Ended> ends = new CopyOnWriteArrayList<>();
  private final boolean strictNodes;

  private GatewayFixture(
      FixtureSettings settings, List<ScriptedUpstream> upstreams, boolean strictNodes) {
    this.upstreams = upstreams;
    this.strictNodes = strictNodes;
    ExchangeObserver observer =
        (request, end) -> {
          // A check of a gateway before this one may still reach a port that is used again.
          if (!request.target().equals(ScriptedUpstream.HEALTH_PATH)) {
            ends.add(Ended.of(request, end));
          }
        };
    try {
      BudgetStoreFactory stores = settings.stores();
      this.gateway =
          stores == null
              ? Gateway.start(settings.build(), observer, settings.sources())
              : Gateway.start(settings.build(), observer, settings.sources(), stores);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In front of these nodes, all else at the fixture's defaults. */
  public static GatewayFixture before(ScriptedUpstream... upstreams) {
    return start(new FixtureSettings(), upstreams);
  }

  /** In front of these nodes, which are added to the settings. */
  public static GatewayFixture start(FixtureSettings settings, ScriptedUpstream... upstreams) {
    for (ScriptedUpstream upstream : upstreams) {
      settings.node(upstream);
    }
    return new GatewayFixture(settings, List.of(upstreams), true);
  }

  /** As {@link #start}, where nodes may well be sent the beginning of something malformed. */
  public static GatewayFixture startLenient(
      FixtureSettings settings, ScriptedUpstream... upstreams) {
    for (ScriptedUpstream upstream : upstreams) {
      settings.node(upstream);
    }
    return new GatewayFixture(settings, List.of(upstreams), false);
  }

  public Gateway gateway() {
    return gateway;
  }

  public InetSocketAddress address() {
    return gateway.addresses().getFirst();
  }

  /** A connection of its own, closed with the fixture at the latest. */
  public RawClient connect() {
    return keep(RawClient.connect(address()));
  }

  /** As {@link #connect}, with a receive buffer of that many bytes. */
  public RawClient connect(int receiveBuffer) {
    return keep(RawClient.connect(address(), receiveBuffer));
  }

  private RawClient keep(RawClient client) {
    clients.add(client);
    return client;
  }

  /** Sends a request on a connection of its own and reads the answer. */
  public Message exchange(String request) throws IOException {
    try (RawClient client = connect()) {
      String method = request.substring(0, request.indexOf(' '));
      return client.send(request).readResponse(method);
    }
  }

  /** Forgets what was seen so far. */
  public void forget() {
    ends.clear();
  }

  /** Exchanges that are over, in the order they ended. */
  public List<Ended> ends() {
    return List.copyOf(ends);
  }

  /** Waits until so many exchanges are over; gives them. */
  public List<Ended> awaitEnds(int count) {
    await().atMost(PATIENCE).until(() -> ends.size() >= count);
    return ends();
  }

  /** Waits until an exchange is over; gives the only one. */
  public Ended awaitEnd() {
    List<Ended> all = awaitEnds(1);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  public GatewayStatus status() {
    return gateway.status();
  }

  /** How the gateway sees a node. */
  public EndpointStatus endpoint(ScriptedUpstream upstream) {
    return endpoints().stream()
        .filter(endpoint -> endpoint.name().equals(upstream.name()))
        .findFirst()
        .orElseThrow();
  }

  /** The breaker of the only route. */
  public BreakerStatus breaker() {
    return gateway.status().breakers().getFirst();
  }

  private List<EndpointStatus> endpoints() {
    List<EndpointStatus> all = new ArrayList<>();
    for (ClusterStatus cluster : gateway.status().clusters()) {
      all.addAll(cluster.endpoints());
    }
    return all;
  }

  /** Waits until nothing is in flight. */
  public void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(gateway.status().exchanges()).as("exchanges in flight").isZero();
              for (EndpointStatus endpoint : endpoints()) {
                assertThat(endpoint.active()).as("active on " + endpoint).isZero();
                assertThat(endpoint.waiting()).as("waiting for " + endpoint).isZero();
              }
            });
  }

  @Override
  public void close() {
    try {
      clients.forEach(RawClient::close);
      awaitQuiet();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(gateway.status().connections()).as("client connections").isZero());
      assertUpstreamConnectionsAreCounted();
    } finally {
      gateway.close();
    }
    upstreams.forEach(ScriptedUpstream::assertAbandoned);
    for (Ended end : ends) {
      assertThat(end.contradictions()).isEmpty();
    }
    if (strictNodes) {
      for (ScriptedUpstream upstream : upstreams) {
        assertThat(upstream.violations()).as("what the node was sent").isEmpty();
      }
    }
  }

  private void assertUpstreamConnectionsAreCounted() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (ScriptedUpstream upstream : upstreams) {
                for (EndpointStatus endpoint : endpoints()) {
                  if (endpoint.name().equals(upstream.name())) {
                    assertThat((long) endpoint.connections())
                        .as("connections that the gateway counts to " + upstream.name())
                        .isLessThanOrEqualTo(upstream.openConnections());
                  }
                }
              }
            });
  }
}
