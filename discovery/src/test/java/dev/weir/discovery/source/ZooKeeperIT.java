package dev.weir.discovery.source;

import dev.weir.discovery.testing.Away;
import dev.weir.discovery.testing.LearningGateway;
import dev.weir.discovery.testing.Line;
import dev.weir.discovery.testing.PlainEndpoint;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.ZooKeeperSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real ZooKeeper. */
class ZooKeeperIT {
  private static final String PATH = "/services/search";

  @TempDir Path folder;

  private DiscoverySettings settings(int port) {
    return DiscoverySettings.defaults()
        .withFolder(folder)
        .withZookeeper(
            new ZooKeeperSettings(
                List.of(Address.loopback(port)),
                PATH,
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1)));
  }

  private static void put(CuratorFramework client, String name, String data) throws Exception {
    client
        .create()
        .orSetData()
        .creatingParentsIfNeeded()
        .forPath(PATH + "/" + name, data.getBytes(StandardCharsets.UTF_8));
  }

  private static CuratorFramework client(TestingServer server) throws Exception {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
    client.start();
    client.blockUntilConnected();
    return client;
  }

  @Test
  void shouldFollowTheChildrenInEveryFormThatTheyAreWrittenIn() throws Exception {
    try (TestingServer server = new TestingServer();
        CuratorFramework client = client(server);
        PlainEndpoint first = PlainEndpoint.start();
        PlainEndpoint second = PlainEndpoint.start();
        PlainEndpoint third = PlainEndpoint.start();
        LearningGateway gateway =
            LearningGateway.start(settings(server.getPort()), ZooKeeperDiscovery::start)) {
      put(client, "one", first.name());
      gateway.awaitEndpoints(first);

      put(client, second.name(), "");
      put(client, "bad", "{\"address\":");
      gateway.awaitEndpoints(first, second);

      String curators =
          "{\"name\":\"search\",\"id\":\"x\",\"address\":\"127.0.0.1\",\"port\":%d,\"sslPort\":null}"
              .formatted(third.uri().getPort());
      put(client, "three", curators);
      gateway.awaitEndpoints(first, second, third);

      client.delete().forPath(PATH + "/one");
      gateway.awaitEndpoints(second, third);
    }
  }

  @Test
  void shouldFailNoRequestWhileZooKeeperIsAwayAndComesBackWithAnotherList() throws Exception {
    try (TestingServer old = new TestingServer();
        TestingServer fresh = new TestingServer();
        Line line = Line.to(old.getPort())) {
      Away.Story story =
          new Away.Story() {
            @Override
            public void list(List<PlainEndpoint> endpoints) throws Exception {
              putAll(old, endpoints);
            }

            @Override
            public int startAfresh(List<PlainEndpoint> endpoints) throws Exception {
              old.stop();
              putAll(fresh, endpoints);
              return fresh.getPort();
            }

            @Override
            public int port() {
              return old.getPort();
            }
          };
      Away.play(line, story, settings(line.port()), ZooKeeperDiscovery::start);
    }
  }

  private static void putAll(TestingServer server, List<PlainEndpoint> endpoints) throws Exception {
    try (CuratorFramework client = client(server)) {
      for (PlainEndpoint endpoint : endpoints) {
        put(client, endpoint.name(), "");
      }
    }
  }
}
