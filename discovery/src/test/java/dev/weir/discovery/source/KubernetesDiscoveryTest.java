package dev.weir.discovery.source;

import static dev.weir.discovery.source.FakeApi.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.discovery.testing.Told;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.KubernetesSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesDiscoveryTest {
  private static final String READY = "{\"ready\":true,\"serving\":true,\"terminating\":false}";
  private static final String LEAVING = "{\"ready\":false,\"serving\":true,\"terminating\":true}";
  private static final String GONE = "{\"ready\":false,\"serving\":false,\"terminating\":true}";
  private static final String STARTING = "{\"ready\":false}";

  @TempDir Path account;
  private final Told told = new Told();

  private Discovery start(FakeApi api) {
    KubernetesSettings settings =
        new KubernetesSettings(
            "data",
            "",
            "http",
            true,
            "search.internal",
            api.uri(),
            account,
            Duration.ofSeconds(2),
            Duration.ofMinutes(5));
    return Objects.requireNonNull(
        KubernetesDiscovery.start(
            "main", DiscoverySettings.defaults().withKubernetes(settings), told));
  }

  private static Instance at(String host, String zone) {
    return Instance.of(URI.create("https://" + host + ":9200"))
        .withZone(zone)
        .withServerName("search.internal");
  }

  private void awaitList(Instance... instances) {
    await().untilAsserted(() -> assertThat(told.list()).containsExactly(instances));
  }

  @Test
  void shouldFollowTheSlicesOfAService() throws Exception {
    try (FakeApi api = new FakeApi(account)) {
      api.put("one", "9200", endpoint("10.0.0.1", READY, "a"), endpoint("10.0.0.2", STARTING, "a"));
      try (Discovery discovery = start(api)) {
        assertThat(discovery).isNotNull();
        awaitList(at("10.0.0.1", "a"));
        await().until(() -> api.watchers() == 1);

        api.put("two", "9200", endpoint("10.0.0.3", "{}", "b"));
        awaitList(at("10.0.0.1", "a"), at("10.0.0.3", "b"));
        api.put("one", "9200", endpoint("10.0.0.1", LEAVING, "a"));
        awaitList(at("10.0.0.1", "a").withPhase(Phase.DRAINING), at("10.0.0.3", "b"));
        api.put("one", "9200", endpoint("10.0.0.1", GONE, "a"));
        awaitList(at("10.0.0.3", "b"));
        api.delete("two");
        awaitList();
        assertThat(api.refused()).isEmpty();
        assertThat(told.failures()).isZero();
      }
    }
  }

  @Test
  void shouldListAgainWithTheNewTokenWhenAWatchExpires() throws Exception {
    try (FakeApi api = new FakeApi(account)) {
      api.put("one", "9200", endpoint("10.0.0.1", READY, "a"));
      try (Discovery discovery = start(api)) {
        assertThat(discovery).isNotNull();
        await().until(() -> api.watchers() == 1);
        Files.writeString(account.resolve("token"), "second");

        api.expire();
        await().until(() -> api.watchers() == 1);
        api.put("one", "9200", endpoint("10.0.0.9", READY, "a"));

        awaitList(at("10.0.0.9", "a"));
        assertThat(api.refused()).isEmpty();
      }
    }
  }

  @Test
  void shouldFailWhileTheApiRefusesAndGoOnAfterwards() throws Exception {
    try (FakeApi api = new FakeApi(account)) {
      api.put("one", "9200", endpoint("10.0.0.1", READY, "a"));
      Path token = account.resolve("token");
      Files.writeString(account.resolve("good"), Files.readString(token));
      Path authority = account.resolve("ca.crt");
      String certificate = Files.readString(authority);
      Files.delete(authority);
      // Without the authority, the server is a stranger.
      try (Discovery discovery = start(api)) {
        assertThat(discovery).isNotNull();
        await().until(() -> told.failures() > 0);
        assertThat(told.list()).isEmpty();
      }
      Files.writeString(authority, certificate);
      try (Discovery discovery = start(api)) {
        assertThat(discovery).isNotNull();
        awaitList(at("10.0.0.1", "a"));
      }
    }
  }
}
