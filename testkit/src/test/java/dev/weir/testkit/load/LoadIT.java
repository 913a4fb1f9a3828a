package dev.weir.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadIT {
  @Test
  void shouldSucceedWithEveryOperationOnARealNode() throws Exception {
    URI node = OpenSearchCluster.single().uris().getFirst();
    Bills bills = new Bills(1, 2_000);
    List<Integer> progress = new ArrayList<>();
    try (BillIndex index = new BillIndex(node, "load-it")) {
      index.create(1, 0);
      index.load(bills, (loaded, total) -> progress.add(loaded));
    }
    assertThat(progress).containsExactly(1_000, 2_000);

    try (LoadGenerator load =
        LoadGenerator.start(LoadOptions.of(node, 100), new BillWorkload("load-it", bills))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> load.total().operations().values().stream().allMatch(c -> c.succeeded() > 0));
      assertThat(load.drain(Duration.ofSeconds(10))).isTrue();

      LoadFigures total = load.total();
      assertThat(total.failures()).isEmpty();
      assertThat(total.latency().p50()).isPositive();
      assertThat(total.latency().max()).isGreaterThanOrEqualTo(total.latency().p999());
    }
  }

  @Test
  void shouldNameFailuresOfATargetThatIsNotThere() throws Exception {
    try (Ports free = Ports.take(1);
        LoadGenerator load =
            LoadGenerator.start(
                LoadOptions.of(URI.create("http://127.0.0.1:" + free.get(0)), 50),
                new BillWorkload("nowhere", new Bills(1, 10)))) {
      await().until(() -> load.total().failed() >= 10);

      assertThat(load.total().failures()).containsOnlyKeys("connection refused");
      assertThat(load.total().successRate()).isZero();
    }
  }

  @Test
  void shouldChargeAStalledTargetWithEveryRequestThatWasDue() throws Exception {
    // Accepts connections into its backlog and never answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI target = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      LoadOptions options = new LoadOptions(target, 100, Duration.ofMillis(500), 20, 1);
      try (LoadGenerator load =
          LoadGenerator.start(options, new BillWorkload("any", new Bills(1, 10)))) {
        await().until(() -> load.total().failures().size() == 2);

        assertThat(load.total().failures())
            .containsOnlyKeys("no answer in time", "not sent, too many in flight");
        assertThat(load.total().latency().max()).isGreaterThanOrEqualTo(500);
        assertThat(load.inFlight()).isLessThanOrEqualTo(20);
      }
    }
  }
}
