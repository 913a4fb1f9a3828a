package dev.weir.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testkit.RedisProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three gateways as processes, a real Redis, and one budget. */
class FleetIT {
  private static final Logger LOG = LoggerFactory.getLogger(FleetIT.class);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RedisProcess redis;
  private final SlowLine line;
  private final CountingNode node;
  private final List<WeirProcess> gateways = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final Path folder;

  FleetIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.redis = RedisProcess.start(folder);
    this.line = SlowLine.to(redis.port());
    this.node = CountingNode.start();
  }

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path home = Files.createDirectories(folder.resolve("gateway-" + i));
      Files.writeString(
          home.resolve("weir.yaml"),
          """
          clusters: [{name: main, nodes: ["%s"]}]
          event-loops: 1
          fleet: {redis: {address: "127.0.0.1:%d"}}
          limits:
            - {name: each, by: header, header: X-Who, requests: 1000, burst: 50, fleet: true}
          """
              .formatted(node.uri(), line.port()));
      WeirProcess weir = WeirProcess.run(home, "--config", "weir.yaml");
      gateways.add(weir);
      addresses.add(weir.listenerAddress());
    }
    awaitEach("\"redis\" : \"there\"");
    awaitEach("\"gateways\" : 3");
  }

  @AfterEach
  void stop() throws IOException {
    gateways.forEach(WeirProcess::close);
    node.close();
    line.close();
    redis.close();
  }

  private void awaitEach(String text) {
    for (WeirProcess weir : gateways) {
      await()
          .atMost(PATIENCE)
          .until(() -> weir.get(weir.admin(), "/-/limits").body().contains(text));
    }
  }

  private static void pass(long seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  /** How many arrived in a stretch. */
  private static int count(List<Long> arrivals, long from, long until) {
    return (int) arrivals.stream().filter(at -> at >= from && at < until).count();
  }

  @Test
  void shouldHoldABudgetWithinAPercentOverAnyTenSeconds() throws Exception {
    double[][] courses = {
      {2000, 375, 125}, {125, 2000, 375}, {375, 125, 2000}, {833, 833, 833}, {2300, 100, 100},
    };
    long from;
    try (UnevenLoad load = UnevenLoad.start(addresses, "/flood", courses[0])) {
      pass(6);
      from = System.nanoTime();
      for (int i = 0; i < 12; i++) {
        pass(i % 3 == 0 ? 5 : 2);
        load.become(courses[(i + 1) % courses.length]);
      }
    } finally {
      LOG.info(
          "pages {}", gateways.getFirst().get(gateways.getFirst().admin(), "/-/limits").body());
    }
    long until = System.nanoTime() - SECOND / 2;
    List<Long> arrivals = node.arrivals("/flood");

    int least = Integer.MAX_VALUE;
    int most = 0;
    for (long at = from; at + 10 * SECOND <= until; at += SECOND / 20) {
      int seen = count(arrivals, at, at + 10 * SECOND);
      least = Math.min(least, seen);
      most = Math.max(most, seen);
    }

    LOG.info("event=fleet-budget ten-seconds-least={} ten-seconds-most={}", least, most);
    assertThat(most).isLessThanOrEqualTo(10_100);
    // What a gateway has leased when the load moves away from it passes late, or not at all if the
    // machine stalls for longer than the burst lasts.
    assertThat(least).isGreaterThanOrEqualTo(9_600);
  }

  @Test
  void shouldRefuseHardlyAnybodyWithinTheBudgetThoughAllComeInStep() throws Exception {
    Map<Integer, Integer> before;
    Map<Integer, Integer> after;
    try (UnevenLoad load = UnevenLoad.startInStep(addresses, "/step", 500, 250, 50)) {
      pass(6);
      before = load.statuses();
      pass(20);
      after = load.statuses();
    }
    int passed = after.getOrDefault(200, 0) - before.getOrDefault(200, 0);
    int refused = after.getOrDefault(429, 0) - before.getOrDefault(429, 0);

    LOG.info("event=fleet-in-step passed={} refused={}", passed, refused);
    assertThat(passed).isGreaterThan(20 * 700);
    assertThat(refused).as("of %s", passed + refused).isLessThan(passed / 50);
  }

  @Test
  void shouldFailNothingAndHoldTheShareWhateverBecomesOfRedis() throws Exception {
    try (UnevenLoad calm = UnevenLoad.start(addresses, "/calm", 20, 20, 20);
        UnevenLoad flood = UnevenLoad.start(addresses, "/flood", 700, 700, 700)) {
      pass(6);
      during("there");

      redis.freeze();
      awaitEach("\"redis\" : \"away\"");
      during("frozen");
      redis.thaw();
      awaitEach("\"redis\" : \"there\"");
      during("thawed");

      redis.kill();
      awaitEach("\"redis\" : \"away\"");
      during("killed");
      redis.restart();
      awaitEach("\"redis\" : \"there\"");
      during("restarted empty");

      line.delay(300);
      awaitEach("\"redis\" : \"away\"");
      during("slow");
      line.delay(0);
      awaitEach("\"redis\" : \"there\"");
      during("quick again");

      LOG.info(
          "event=fleet-faults calm={} flood={} longest-millis={}/{}",
          calm.statuses(),
          flood.statuses(),
          calm.longestMillis(),
          flood.longestMillis());
      assertThat(calm.failures()).isEmpty();
      assertThat(flood.failures()).isEmpty();
      assertThat(calm.statuses()).containsOnlyKeys(200);
      assertThat(flood.statuses()).containsOnlyKeys(200, 429);
    }
  }

  /** The budget holds in what follows: above all, it is not exceeded. */
  private void during(String what) throws InterruptedException {
    // What was saved up, and what was taken before, may pass once.
    pass(1);
    long from = System.nanoTime();
    pass(4);
    double rate = count(node.arrivals("/flood"), from, from + 4 * SECOND) / 4.0;

    LOG.info("event=fleet-rate redis=\"{}\" per-second={}", what, rate);
    assertThat(rate).as("a second, while Redis is %s", what).isBetween(900.0, 1030.0);
  }
}
