package dev.weir.discovery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.discovery.testing.Told;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.NacosSettings;
import dev.weir.gateway.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that plays Nacos' HTTP API: the real one has no jar that could be had. */
class NacosDiscoveryTest {
  private static final String QUERY =
      "serviceName=search&groupName=DEFAULT_GROUP&namespaceId=public";

  private final Told told = new Told();
  private final HttpServer server = serverOnAFreePort();
  private volatile String hosts = "[]";
  private volatile boolean old;
  private volatile boolean guarded;

  private static HttpServer serverOnAFreePort() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext("/nacos", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String query = String.valueOf(uri.getQuery());
    String answer =
        switch (uri.getPath()) {
          case "/nacos/v3/client/ns/instance/list" ->
              old ? null : "{\"code\":0,\"message\":\"success\",\"data\":" + hosts + "}";
          case "/nacos/v1/ns/instance/list" -> "{\"name\":\"search\",\"hosts\":" + hosts + "}";
          case "/nacos/v1/auth/login", "/nacos/v3/auth/user/login" ->
              old == uri.getPath().contains("/v1/") ? "{\"accessToken\":\"letmein\"}" : null;
          default -> null;
        };
    boolean mayPass =
        uri.getPath().contains("auth")
            || query.equals(QUERY + (guarded ? "&accessToken=letmein" : ""));
    byte[] bytes = (answer == null || !mayPass ? "" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer == null ? 404 : mayPass ? 200 : 403, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Discovery start() {
    NacosSettings settings =
        new NacosSettings(
            List.of(Address.loopback(server.getAddress().getPort())),
            "search",
            "DEFAULT_GROUP",
            "public",
            false,
            guarded ? "weir" : null,
            guarded ? new Secret("pass") : null,
            Duration.ofMillis(100));
    return Objects.requireNonNull(
        NacosDiscovery.start("main", DiscoverySettings.defaults().withNacos(settings), told));
  }

  private static String host(String ip, double weight, boolean healthy, boolean enabled) {
    return "{\"ip\":\"%s\",\"port\":9200,\"weight\":%s,\"healthy\":%s,\"enabled\":%s,\"metadata\":{\"zone\":\"a\"}}"
        .formatted(ip, weight, healthy, enabled);
  }

  private static Instance at(String ip) {
    return Instance.of(URI.create("http://" + ip + ":9200")).withZone("a");
  }

  @Test
  void shouldFollowAServiceOfNacos3() {
    hosts =
        "[%s,%s,%s,%s]"
            .formatted(
                host("10.0.0.1", 1, true, true),
                host("10.0.0.2", 0.5, false, true),
                host("10.0.0.3", 2, true, false),
                host("10.0.0.4", 0, true, true));
    try (Discovery discovery = start()) {
      assertThat(discovery).isNotNull();
      await()
          .untilAsserted(
              () ->
                  assertThat(told.list())
                      .containsExactly(
                          at("10.0.0.1"),
                          at("10.0.0.2").withWeight(50).withPhase(Phase.SUSPECT),
                          at("10.0.0.3").withWeight(200).withPhase(Phase.DRAINING),
                          at("10.0.0.4").withWeight(1).withPhase(Phase.DRAINING)));
      hosts = "[%s]".formatted(host("10.0.0.9", 1, true, true));
      await().untilAsserted(() -> assertThat(told.list()).containsExactly(at("10.0.0.9")));
    }
  }

  @Test
  void shouldSpeakToOlderOnesAndLogIn() {
    old = true;
    guarded = true;
    hosts = "[%s]".formatted(host("10.0.0.1", 1, true, true));
    try (Discovery discovery = start()) {
      assertThat(discovery).isNotNull();
      await().untilAsserted(() -> assertThat(told.list()).containsExactly(at("10.0.0.1")));
    }
  }

  @Test
  void shouldFailAtAnAnswerWithoutAList() {
    hosts = "null";
    try (Discovery discovery = start()) {
      assertThat(discovery).isNotNull();
      await().until(() -> told.failures() > 1);
      assertThat(told.list()).isEmpty();
    }
  }
}
