package dev.weir.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.DnsSettings;
import dev.weir.gateway.settings.DnsSettings.Lookup;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsDiscoveryTest {
  /** What was told last. */
  private static final class Told implements Discovery.Listener {
    private volatile List<Instance> list = List.of();
    private volatile String failure = "";

    @Override
    public void listed(List<Instance> instances) {
      list = instances.stream().sorted(Comparator.comparing(Instance::uri)).toList();
      failure = "";
    }

    @Override
    public void failed(String cause) {
      failure = cause;
    }
  }

  private final NameServer server = NameServer.start();
  private final Told told = new Told();

  @AfterEach
  void stop() {
    server.close();
  }

  private Discovery start(Lookup lookup, boolean tls) {
    DnsSettings dns =
        new DnsSettings(
            "search.test",
            9300,
            lookup,
            tls,
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            server.address());
    return Objects.requireNonNull(
        DnsDiscovery.start("main", DiscoverySettings.defaults().withDns(dns), told));
  }

  private static Instance at(String uri) {
    return Instance.of(URI.create(uri));
  }

  @Test
  void shouldTakeEveryAddressAndLookAgain() throws Exception {
    server.addresses("search.test", "10.0.0.1", "10.0.0.2");
    try (Discovery discovery = start(Lookup.ADDRESS, false)) {
      assertThat(discovery).isNotNull();
      await()
          .untilAsserted(
              () ->
                  assertThat(told.list)
                      .containsExactly(at("http://10.0.0.1:9300"), at("http://10.0.0.2:9300")));

      server.addresses("search.test", "10.0.0.2", "10.0.0.3");

      await()
          .untilAsserted(
              () ->
                  assertThat(told.list)
                      .containsExactly(at("http://10.0.0.2:9300"), at("http://10.0.0.3:9300")));
    }
  }

  @Test
  void shouldExpectTheNameInCertificates() throws Exception {
    server.addresses("search.test", "10.0.0.1");
    try (Discovery discovery = start(Lookup.ADDRESS, true)) {
      assertThat(discovery).isNotNull();
      await()
          .untilAsserted(
              () ->
                  assertThat(told.list)
                      .containsExactly(at("https://10.0.0.1:9300").withServerName("search.test")));
    }
  }

  @Test
  void shouldTakeServicesOfTheBestPriority() {
    server.services(
        "search.test", "1 30 9201 a.test", "1 0 9202 b.test", "2 10 9203 c.test", "1 1 0 d.test");
    try (Discovery discovery = start(Lookup.SRV, false)) {
      assertThat(discovery).isNotNull();
      await()
          .untilAsserted(
              () ->
                  assertThat(told.list)
                      .containsExactly(
                          at("http://a.test:9201").withWeight(30),
                          at("http://b.test:9202").withWeight(1)));
    }
  }

  @Test
  void shouldFailRatherThanNameNobody() throws Exception {
    server.addresses("search.test", "10.0.0.1");
    try (Discovery discovery = start(Lookup.ADDRESS, false)) {
      assertThat(discovery).isNotNull();
      await().until(() -> told.list.size() == 1);

      server.addresses("search.test");
      await().until(() -> !told.failure.isEmpty());
      server.addresses("search.test", "10.0.0.1");
      await().until(() -> told.failure.isEmpty());
      server.silence(true);
      await().until(() -> !told.failure.isEmpty());

      assertThat(told.list).containsExactly(at("http://10.0.0.1:9300"));
    }
  }
}
