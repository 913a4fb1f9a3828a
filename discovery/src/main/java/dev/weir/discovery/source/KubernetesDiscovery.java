package dev.weir.discovery.source;

import com.fasterxml.jackson.core.JsonParser;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.KubernetesSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The EndpointSlices of a service: listed, then watched from that version on. Speaks the API
 * itself, because a list and a watch are two requests and the client library is thirty megabytes.
 */
public final class KubernetesDiscovery {
  private final KubernetesSettings settings;
  private final HttpSource http;
  private final URI api;

  private KubernetesDiscovery(KubernetesSettings settings, HttpSource http, URI api) {
    this.settings = settings;
    this.http = http;
    this.api = api;
  }

  /** Starts looking if the settings name Kubernetes; null otherwise. */
  public static @Nullable Discovery start(
      String cluster, DiscoverySettings discovery, Discovery.Listener listener) {
    KubernetesSettings settings = discovery.kubernetes();
    if (settings == null) {
      return null;
    }
    Path authority = settings.account().resolve("ca.crt");
    HttpSource http = Sources.http(Files.exists(authority) ? authority : null, settings.timeout());
    KubernetesDiscovery kubernetes =
        new KubernetesDiscovery(settings, http, api(settings, System::getenv));
    return SourceLoop.start("weir-kubernetes-" + cluster, kubernetes::look, http::close, listener);
  }

  private static URI api(KubernetesSettings settings, UnaryOperator<@Nullable String> environment) {
    if (settings.api() != null) {
      return settings.api();
    }
    String host = environment.apply("KUBERNETES_SERVICE_HOST");
    String port = environment.apply("KUBERNETES_SERVICE_PORT");
    return InstanceText.uri(
        true, host == null ? "kubernetes.default.svc" : host, port == null ? 443 : number(port));
  }

  private static int number(String port) {
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 443;
  }

  private void look(Discovery.Listener listener) throws IOException, InterruptedException {
    Map<String, Object> slices = new LinkedHashMap<>();
    Object list = JsonTree.read(http.ask(uri(""), null, fields()));
    for (Object slice : JsonTree.list(list, "items")) {
      put(slices, slice);
    }
    listener.listed(instances(slices));
    String version = JsonTree.text(list, "metadata", "resourceVersion");
    watch(slices, version == null ? "0" : version, listener);
  }

  /** Returns when it is time to list again, or when the server can tell no more from there. */
  private void watch(Map<String, Object> slices, String version, Discovery.Listener listener)
      throws IOException, InterruptedException {
    Duration bound = settings.refresh().plus(settings.timeout());
    long end = System.nanoTime() + bound.toNanos();
    URI uri =
        uri(
            "&watch=true&allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=%d"
                .formatted(version, settings.refresh().toSeconds()));
    try (InputStream in = http.stream(uri, null, fields(), bound);
        JsonParser json = JsonTree.JSON.createParser(in)) {
      Object event;
      while ((event = JsonTree.next(json)) != null) {
        Object slice = JsonTree.at(event, "object");
        switch (String.valueOf(JsonTree.text(event, "type"))) {
          case "ADDED", "MODIFIED" -> put(slices, slice);
          case "DELETED" -> slices.remove(name(slice));
          case "ERROR" -> {
            if (JsonTree.number(slice, 0, "code") == 410) {
              return;
            }
            throw new IOException("watch: " + JsonTree.text(slice, "message"));
          }
          default -> {
            // A bookmark: a sign of life.
          }
        }
        listener.listed(instances(slices));
      }
    } catch (IOException e) {
      if (System.nanoTime() - end < 0) {
        throw e;
      }
    }
  }

  private static void put(Map<String, Object> slices, @Nullable Object slice) {
    if (slice != null) {
      slices.put(name(slice), slice);
    }
  }

  private static String name(@Nullable Object slice) {
    return String.valueOf(JsonTree.text(slice, "metadata", "name"));
  }

  private List<Instance> instances(Map<String, Object> slices) throws IOException {
    // An endpoint may stand in two slices for a while.
    Map<URI, Instance> instances = new LinkedHashMap<>();
    try {
      for (Object slice : slices.values()) {
        EndpointSlice.read(slice, settings)
            .forEach(instance -> instances.putIfAbsent(instance.uri(), instance));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new ArrayList<>(instances.values());
  }

  private URI uri(String further) throws IOException {
    String namespace = settings.namespace().isEmpty() ? own("namespace") : settings.namespace();
    return api.resolve(
        "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=%s%s"
            .formatted(namespace, "kubernetes.io%2Fservice-name%3D" + settings.service(), further));
  }

  /** The token is read each time: Kubernetes changes it every hour. */
  private Map<String, String> fields() throws IOException {
    return Files.exists(settings.account().resolve("token"))
        ? Map.of("Authorization", "Bearer " + own("token"))
        : Map.of();
  }

  private String own(String file) throws IOException {
    return Files.readString(settings.account().resolve(file)).strip();
  }
}
