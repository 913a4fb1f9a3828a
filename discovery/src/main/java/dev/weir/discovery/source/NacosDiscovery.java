package dev.weir.discovery.source;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.NacosSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of a service of Nacos, asked for at intervals over HTTP: the client API of Nacos 3,
 * and that of Nacos 1 and 2 where the server does not know it. Speaks HTTP itself, because the
 * client library brings a gRPC of its own, threads and caches on disk for one list.
 */
public final class NacosDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(NacosDiscovery.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** What a weight of Nacos is worth, whose usual one is 1. */
  private static final int UNIT = Instance.USUAL_WEIGHT;

  private final NacosSettings settings;
  private final HttpSource http;
  private int server;
  private boolean old;
  private @Nullable String token;

  private NacosDiscovery(NacosSettings settings, HttpSource http) {
    this.settings = settings;
    this.http = http;
  }

  /** Starts looking if the settings name Nacos; null otherwise. */
  public static @Nullable Discovery start(
      String cluster, DiscoverySettings discovery, Discovery.Listener listener) {
    NacosSettings settings = discovery.nacos();
    if (settings == null) {
      return null;
    }
    HttpSource http = Sources.http(null, TIMEOUT);
    NacosDiscovery nacos = new NacosDiscovery(settings, http);
    return SourceLoop.start("weir-nacos-" + cluster, nacos::look, http::close, listener);
  }

  private void look(Discovery.Listener listener) throws IOException, InterruptedException {
    try {
      if (settings.username() != null && token == null) {
        token = authenticate();
      }
      listener.listed(instances(JsonTree.read(list())));
    } catch (IOException e) {
      server = (server + 1) % settings.addresses().size();
      token = null;
      throw e;
    }
    TimeUnit.NANOSECONDS.sleep(settings.interval().toNanos());
  }

  private byte[] list() throws IOException, InterruptedException {
    String query =
        "serviceName=%s&groupName=%s&namespaceId=%s%s"
            .formatted(
                encoded(settings.service()),
                encoded(settings.group()),
                encoded(settings.namespace()),
                token == null ? "" : "&accessToken=" + encoded(token));
    if (!old) {
      try {
        return http.ask(uri("/nacos/v3/client/ns/instance/list?" + query), null, Map.of());
      } catch (HttpSource.HttpRefusal e) {
        if (e.status() != 404) {
          throw e;
        }
        old = true;
      }
    }
    return http.ask(uri("/nacos/v1/ns/instance/list?" + query), null, Map.of());
  }

  private List<Instance> instances(@Nullable Object answer) throws IOException {
    Object list = JsonTree.at(answer, old ? "hosts" : "data");
    if (!(list instanceof List<?> hosts)) {
      throw new IOException("an answer without a list of instances");
    }
    List<Instance> instances = new ArrayList<>();
    for (Object host : hosts) {
      // What Nacos holds for unhealthy has missed its heartbeats.
      Phase phase =
          JsonTree.is(host, false, "enabled") || JsonTree.number(host, 1, "weight") <= 0
              ? Phase.DRAINING
              : JsonTree.is(host, false, "healthy") ? Phase.SUSPECT : Phase.UP;
      try {
        instances.add(
            Instance.of(
                    InstanceText.uri(
                        settings.tls(),
                        String.valueOf(JsonTree.text(host, "ip")),
                        (int) JsonTree.number(host, 0, "port")))
                .withWeight(weight(JsonTree.number(host, 1, "weight")))
                .withZone(JsonTree.text(host, "metadata", "zone"))
                .withPhase(phase));
      } catch (IllegalArgumentException e) {
        LOG.warn("event=instance-unread source=nacos error={}", e.getMessage());
      }
    }
    return instances;
  }

  private static int weight(double weight) {
    return (int) Math.clamp(weight * UNIT, Instance.LEAST_WEIGHT, Instance.MOST_WEIGHT);
  }

  private String authenticate() throws IOException, InterruptedException {
    String form =
        "username=%s&password=%s"
            .formatted(
                encoded(String.valueOf(settings.username())),
                encoded(settings.password() == null ? "" : settings.password().value()));
    Map<String, String> fields = Map.of("Content-Type", "application/x-www-form-urlencoded");
    byte[] answer;
    try {
      answer = http.ask(uri("/nacos/v3/auth/user/login"), form, fields);
    } catch (HttpSource.HttpRefusal e) {
      if (e.status() != 404) {
        throw e;
      }
      answer = http.ask(uri("/nacos/v1/auth/login"), form, fields);
    }
    String given = JsonTree.text(JsonTree.read(answer), "accessToken");
    if (given == null) {
      throw new IOException("login: no token in the answer");
    }
    return given;
  }

  private URI uri(String path) {
    Address address = settings.addresses().get(server);
    return URI.create("http://" + address + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
