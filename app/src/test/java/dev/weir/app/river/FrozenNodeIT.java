package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.status.StateChange;
import dev.weir.gateway.status.StateChange.Kind;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node of a real cluster of three, frozen under a hundred requests a second. */
class FrozenNodeIT {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Set<Kind> OUT = Set.of(Kind.ENDPOINT_SILENT, Kind.ENDPOINT_EJECTED);

  @Test
  void shouldTakeAFrozenNodeOutWithinASecondAndBackInSteps() throws Exception {
    try (OpenSearchCluster cluster = OpenSearchCluster.start(3);
        Gateway gateway = gateway(cluster.uris())) {
      URI weir = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort());
      Bills bills = new Bills(1, 1_000);
      try (BillIndex index = new BillIndex(weir, "bills")) {
        index.create(1, 2);
        index.load(bills, (loaded, total) -> {});
      }
      cluster.awaitGreen(Duration.ofMinutes(1));
      int victim = cluster.manager().orElse(0) == 1 ? 2 : 1;
      String name = cluster.node(victim).uri().getAuthority();
      try (LoadGenerator load =
          LoadGenerator.start(LoadOptions.of(weir, 100), new BillWorkload("bills", bills))) {
        await().atMost(Duration.ofMinutes(2)).until(() -> isCalm(gateway));

        Instant frozen = Instant.now();
        cluster.freeze(victim);
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> endpoint(gateway, name).state() != State.UP);

        StateChange out = firstOut(gateway, name, frozen).orElseThrow();
        assertThat(Duration.between(frozen, out.at())).isLessThan(SECOND);

        cluster.thaw(victim);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> endpoint(gateway, name).state() == State.UP);
        assertThat(endpoint(gateway, name).health().share()).isLessThan(100);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> endpoint(gateway, name).health().share() == 100);
        assertThat(load.total().successRate()).isGreaterThan(0.95);
      }
    }
  }

  private static Gateway gateway(List<URI> nodes) throws Exception {
    return Gateway.start(
        GatewaySettings.between(Address.loopback(0), nodes), ExchangeObserver.none());
  }

  /** Nothing has changed for a while: a cluster that has just begun is slow and stutters. */
  private static boolean isCalm(Gateway gateway) {
    ClusterStatus cluster = gateway.status().clusters().getFirst();
    Instant lately = Instant.now().minus(Duration.ofSeconds(3));
    return cluster.endpoints().stream()
            .allMatch(
                endpoint ->
                    endpoint.state() == State.UP
                        && endpoint.health().share() == 100
                        && endpoint.requests() > 100)
        && cluster.changes().stream().allMatch(change -> change.at().isBefore(lately));
  }

  private static EndpointStatus endpoint(Gateway gateway, String name) {
    return gateway.status().clusters().getFirst().endpoints().stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<StateChange> firstOut(Gateway gateway, String name, Instant from) {
    return gateway.status().clusters().getFirst().changes().stream()
        .filter(change -> change.subject().equals(name) && change.at().isAfter(from))
        .filter(change -> OUT.contains(change.kind()))
        .findFirst();
  }
}
