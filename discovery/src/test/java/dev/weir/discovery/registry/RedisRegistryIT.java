package dev.weir.discovery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.discovery.testing.Away;
import dev.weir.discovery.testing.Line;
import dev.weir.discovery.testing.PlainEndpoint;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.OwnRegistrySettings;
import dev.weir.gateway.settings.RedisSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Weir's own registry in a real Redis. */
class RedisRegistryIT {
  private static final URI MEMBER = URI.create("http://10.0.0.1:9200");

  @TempDir Path folder;

  private static RegistrySettings settings(int port, Duration lease) {
    return new RegistrySettings(
        new RedisSettings(Address.loopback(port), null, null, false, null, Duration.ofMillis(500)),
        lease,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  private static RedisServer redis() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new RedisServer(taken.getLocalPort());
    }
  }

  private static Phase phase(Registry registry) throws IOException {
    return registry.list("search").getFirst().phase();
  }

  @Test
  void shouldBeOneRegistryForAFleet() throws Exception {
    RedisServer redis = redis();
    redis.start();
    RegistrySettings settings = settings(redis.ports().getFirst(), Duration.ofMillis(700));
    Instance member =
        Instance.of(MEMBER).withWeight(7).withZone("a").withRoles(Set.of("data", "ingest"));
    try (Registry one = Registry.open(settings);
        Registry two = Registry.open(settings)) {
      assertThat(two.beat("search", MEMBER)).isFalse();

      assertThat(one.register("search", member)).isTrue();

      assertThat(two.list("search")).containsExactly(member);
      assertThat(two.services()).containsExactly("search");
      assertThat(two.beat("search", MEMBER)).isTrue();
      await().until(() -> phase(one) == Phase.SUSPECT);
      assertThat(two.beat("search", MEMBER)).isTrue();
      assertThat(phase(one)).isEqualTo(Phase.UP);
      assertThat(two.leave("search", MEMBER)).isTrue();
      assertThat(phase(one)).isEqualTo(Phase.DRAINING);
      assertThat(one.beat("search", MEMBER)).isFalse();
      await().until(() -> one.list("search").isEmpty());
    } finally {
      redis.stop();
    }
  }

  @Test
  void shouldFailNoRequestWhileRedisIsAwayAndComesBackWithAnotherList() throws Exception {
    RedisServer old = redis();
    RedisServer fresh = redis();
    old.start();
    int port = old.ports().getFirst();
    try (Line line = Line.to(port);
        Registry registry = Registry.open(settings(line.port(), Duration.ofMinutes(1)))) {
      Away.Story story =
          new Away.Story() {
            @Override
            public void list(List<PlainEndpoint> endpoints) throws Exception {
              register(port, endpoints);
            }

            @Override
            public int startAfresh(List<PlainEndpoint> endpoints) throws Exception {
              old.stop();
              fresh.start();
              int freshPort = fresh.ports().getFirst();
              register(freshPort, endpoints);
              return freshPort;
            }

            @Override
            public int port() {
              return port;
            }
          };
      DiscoverySettings discovery =
          DiscoverySettings.defaults()
              .withFolder(folder)
              .withRegistry(new OwnRegistrySettings("search", Duration.ofMillis(200)));
      Away.play(line, story, discovery, registry::discover);
    } finally {
      old.stop();
      fresh.stop();
    }
  }

  private static void register(int port, List<PlainEndpoint> endpoints) throws Exception {
    try (Registry registry = Registry.open(settings(port, Duration.ofMinutes(1)))) {
      for (PlainEndpoint endpoint : endpoints) {
        assertThat(registry.register("search", Instance.of(endpoint.uri()))).isTrue();
      }
    }
  }
}
