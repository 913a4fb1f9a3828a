package dev.weir.gateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Endpoints that Kubernetes knows as those of a service. */
public record KubernetesSettings(
    @Setting(value = "Name of the service.", example = "search-data", required = true)
        String service,
    @Setting(
            value = "The service's namespace; empty takes that of Weir's own service account.",
            example = "search")
        String namespace,
    @Setting(
            value =
                "Name or number of the service's port; empty takes the first that a slice names.",
            example = "http")
        String port,
    @Setting(value = "Whether the endpoints speak TLS.", example = "true") boolean tls,
    @Setting(
            value = "The name that the endpoints' certificates must bear; absent: their addresses.",
            example = "search.internal")
        @Nullable String serverName,
    @Setting(
            value = "The API server; absent: the one that a pod is told of by its environment.",
            example = "https://10.96.0.1:443")
        @Nullable URI api,
    @Setting(
            value = "Folder of the service account: token, ca.crt and namespace are read there.",
            example = "/var/run/secrets/kubernetes.io/serviceaccount")
        Path account,
    @Setting(value = "Time within which the API server must answer.", example = "5s")
        Duration timeout,
    @Setting(
            value = "Time after which the list is read again though nothing was said.",
            example = "5m")
        Duration refresh) {

  public KubernetesSettings {
    new Checks()
        .that(isName(service), "service", service, "the name of a service")
        .that(
            namespace.isEmpty() || isName(namespace), "namespace", namespace, "a name, or nothing")
        .that(
            port.isEmpty() || port.matches("[a-z0-9][a-z0-9-]{0,14}"),
            "port",
            port,
            "the name or the number of a port, or nothing")
        .positive("timeout", timeout)
        .that(refresh.toSeconds() >= 1, "refresh", refresh, "a duration of at least 1s")
        .done();
  }

  private static boolean isName(String name) {
    return name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  }

  public static KubernetesSettings defaults() {
    return of("", "search");
  }

  /** A service of a namespace, all else at its default. */
  public static KubernetesSettings of(String namespace, String service) {
    return new KubernetesSettings(
        service,
        namespace,
        "",
        false,
        null,
        null,
        Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5));
  }
}
