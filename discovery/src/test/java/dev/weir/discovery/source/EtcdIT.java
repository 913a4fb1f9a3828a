package dev.weir.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.discovery.testing.Away;
import dev.weir.discovery.testing.LearningGateway;
import dev.weir.discovery.testing.Line;
import dev.weir.discovery.testing.PlainEndpoint;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.EtcdSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real etcd, which Maven does not offer: {@code apt-get install etcd-server}, or {@code
 * -Dweir.etcd=/path/to/etcd}. Skipped where there is none.
 */
class EtcdIT {
  private static final String PREFIX = "/services/search/";

  @TempDir Path folder;

  private static Path binary() {
    String given = System.getProperty("weir.etcd");
    Stream<String> path = Pattern.compile(File.pathSeparator).splitAsStream(System.getenv("PATH"));
    return given != null
        ? Path.of(given)
        : path.map(each -> Path.of(each, "etcd"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("etcd"));
  }

  @BeforeEach
  void needEtcd() {
    Assumptions.assumeTrue(
        Files.isExecutable(binary()),
        "NO ETCD: nothing is proved here. apt-get install etcd-server, or -Dweir.etcd=PATH");
  }

  /** A process of etcd. */
  private static final class Etcd implements AutoCloseable {
    private final Process process;
    private final int port;
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Etcd(Path data) throws IOException {
      port = freePort();
      String peers = "http://127.0.0.1:" + freePort();
      process =
          new ProcessBuilder(
                  binary().toString(),
                  "--data-dir=" + data,
                  "--name=one",
                  "--listen-client-urls=" + uri(),
                  "--advertise-client-urls=" + uri(),
                  "--listen-peer-urls=" + peers,
                  "--initial-advertise-peer-urls=" + peers,
                  "--initial-cluster=one=" + peers)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> call("/v3/kv/range", "{\"key\":\"AA==\"}") == 200);
    }

    private static int freePort() throws IOException {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return taken.getLocalPort();
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + port);
    }

    private int call(String path, String body) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(uri().resolve(path))
              .timeout(Duration.ofSeconds(5))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    void put(String key, String value) throws Exception {
      assertThat(
              call(
                  "/v3/kv/put",
                  "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(coded(PREFIX + key), coded(value))))
          .isEqualTo(200);
    }

    void delete(String key) throws Exception {
      assertThat(call("/v3/kv/deleterange", "{\"key\":\"%s\"}".formatted(coded(PREFIX + key))))
          .isEqualTo(200);
    }

    private static String coded(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As kill -9 does. */
    void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() {
      kill();
      client.shutdownNow();
    }
  }

  private DiscoverySettings settings(URI address) {
    return DiscoverySettings.defaults()
        .withFolder(folder.resolve("lists"))
        .withEtcd(
            new EtcdSettings(
                List.of(address),
                PREFIX,
                null,
                null,
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3)));
  }

  @Test
  void shouldFollowTheKeys() throws Exception {
    try (Etcd etcd = new Etcd(folder.resolve("etcd"));
        PlainEndpoint first = PlainEndpoint.start();
        PlainEndpoint second = PlainEndpoint.start();
        LearningGateway gateway =
            LearningGateway.start(settings(etcd.uri()), EtcdDiscovery::start)) {
      etcd.put("one", "{\"address\":\"%s\",\"weight\":50,\"zone\":\"b\"}".formatted(first.uri()));
      gateway.awaitEndpoints(first);
      assertThat(gateway.endpoints().getFirst().weight()).isEqualTo(50);
      assertThat(gateway.endpoints().getFirst().zone()).isEqualTo("b");

      etcd.put(second.name(), "");
      gateway.awaitEndpoints(first, second);

      etcd.delete("one");
      gateway.awaitEndpoints(second);
    }
  }

  @Test
  void shouldFailNoRequestWhileEtcdIsAwayAndComesBackWithAnotherList() throws Exception {
    List<Etcd> fresh = new ArrayList<>();
    try (Etcd old = new Etcd(folder.resolve("old"));
        Line line = Line.to(old.port)) {
      Away.Story story =
          new Away.Story() {
            @Override
            public void list(List<PlainEndpoint> endpoints) throws Exception {
              putAll(old, endpoints);
            }

            @Override
            public int startAfresh(List<PlainEndpoint> endpoints) throws Exception {
              old.kill();
              Etcd started = new Etcd(folder.resolve("fresh"));
              fresh.add(started);
              putAll(started, endpoints);
              return started.port;
            }

            @Override
            public int port() {
              return old.port;
            }
          };
      Away.play(
          line,
          story,
          settings(URI.create("http://127.0.0.1:" + line.port())),
          EtcdDiscovery::start);
    } finally {
      fresh.forEach(Etcd::close);
    }
  }

  private static void putAll(Etcd etcd, List<PlainEndpoint> endpoints) throws Exception {
    for (PlainEndpoint endpoint : endpoints) {
      etcd.put(endpoint.name(), endpoint.uri().toString());
    }
  }
}
