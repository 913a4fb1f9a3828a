package dev.weir.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a cluster's endpoints are learned, and how far that source is believed. */
public record DiscoverySettings(
    @Setting(
            value = "The addresses of a name, or its SRV records.",
            example = "{name: search.internal, port: 9200}")
        @Nullable DnsSettings dns,
    @Setting(
            value = "The children of a node of ZooKeeper.",
            example = "{addresses: [10.0.0.1:2181], path: /services/search}")
        @Nullable ZooKeeperSettings zookeeper,
    @Setting(
            value = "The keys of etcd that begin with a prefix.",
            example = "{addresses: [http://10.0.0.1:2379], prefix: /services/search/}")
        @Nullable EtcdSettings etcd,
    @Setting(
            value = "A service of Nacos.",
            example = "{addresses: [10.0.0.1:8848], service: search}")
        @Nullable NacosSettings nacos,
    @Setting(
            value = "The EndpointSlices of a service of Kubernetes.",
            example = "{namespace: search, service: search-data}")
        @Nullable KubernetesSettings kubernetes,
    @Setting(value = "A service of Weir's own registry.", example = "{service: search}")
        @Nullable OwnRegistrySettings registry,
    @Setting(
            value =
                "What becomes of an endpoint that its source names no longer: remove believes the"
                    + " source, probe keeps the endpoint as long as it answers.",
            example = "probe")
        Missing missing,
    @Setting(
            value =
                "Probes in a row that an endpoint must fail to be gone, where its source does not"
                    + " vouch for it.",
            example = "3")
        int probes,
    @Setting(value = "Time between two such probes; the first is made at once.", example = "1s")
        Duration probeInterval,
    @Setting(
            value =
                "Percentage of the endpoints that may go at once. When more do, the source is"
                    + " doubted and the last list serves.",
            example = "50")
        int mostLost,
    @Setting(
            value =
                "Time for which such a source is doubted before it is believed; also the time that"
                    + " counts as at once.",
            example = "1m")
        Duration doubt,
    @Setting(
            value =
                "Whether a source that names no endpoint at all is believed as any other. If not,"
                    + " the last list serves until it names one.",
            example = "true")
        boolean believeEmpty,
    @Setting(
            value =
                "Folder in which the last list is kept, as CLUSTER.json, to serve after a restart"
                    + " with the source away. Absent: data/discovery where Weir was started.",
            example = "/var/lib/weir/discovery")
        @Nullable Path folder,
    @Setting(value = "Time that a start without any list waits for the first one.", example = "2s")
        Duration firstList) {

  /** What becomes of an endpoint that its source names no longer. */
  public enum Missing {
    REMOVE,
    PROBE
  }

  public DiscoverySettings {
    long sources = sources(dns, zookeeper, etcd, nacos, kubernetes, registry).count();
    new Checks()
        .that(
            sources <= 1,
            "",
            sources + " sources",
            "at most one of dns, zookeeper, etcd, nacos, kubernetes, registry")
        .between(1, 1000, "probes", probes)
        .positive("probe-interval", probeInterval)
        .between(0, 100, "most-lost", mostLost)
        .notNegative("doubt", doubt)
        .that(
            !firstList.isNegative() && firstList.compareTo(Duration.ofMinutes(1)) <= 0,
            "first-list",
            firstList,
            "a duration of at most 1m")
        .done();
  }

  public static DiscoverySettings defaults() {
    return new DiscoverySettings(
        null,
        null,
        null,
        null,
        null,
        null,
        Missing.REMOVE,
        3,
        Duration.ofSeconds(1),
        50,
        Duration.ofMinutes(1),
        false,
        null,
        Duration.ofSeconds(2));
  }

  /** Where the last list is kept. */
  public Path lists() {
    return folder == null ? Path.of("data", "discovery") : folder;
  }

  /** The source, one of the records above; null if there is none. */
  public @Nullable Record source() {
    return sources(dns, zookeeper, etcd, nacos, kubernetes, registry).findFirst().orElse(null);
  }

  /** The source as people are told of it, such as {@code zookeeper /services/search}. */
  public String sourceName() {
    return switch (source()) {
      case DnsSettings asked -> "dns " + asked.name();
      case ZooKeeperSettings asked -> "zookeeper " + asked.path();
      case EtcdSettings asked -> "etcd " + asked.prefix();
      case NacosSettings asked ->
          "nacos %s/%s/%s".formatted(asked.namespace(), asked.group(), asked.service());
      case KubernetesSettings asked ->
          "kubernetes %s/%s".formatted(asked.namespace(), asked.service());
      case OwnRegistrySettings asked -> "registry " + asked.service();
      case null, default -> "none";
    };
  }

  private static Stream<Record> sources(@Nullable Record... sources) {
    return Stream.of(sources).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  public DiscoverySettings withDns(DnsSettings wanted) {
    return with(wanted, null, null, null, null, null);
  }

  public DiscoverySettings withZookeeper(ZooKeeperSettings wanted) {
    return with(null, wanted, null, null, null, null);
  }

  public DiscoverySettings withEtcd(EtcdSettings wanted) {
    return with(null, null, wanted, null, null, null);
  }

  public DiscoverySettings withNacos(NacosSettings wanted) {
    return with(null, null, null, wanted, null, null);
  }

  public DiscoverySettings withKubernetes(KubernetesSettings wanted) {
    return with(null, null, null, null, wanted, null);
  }

  public DiscoverySettings withRegistry(OwnRegistrySettings wanted) {
    return with(null, null, null, null, null, wanted);
  }

  private DiscoverySettings with(
      @Nullable DnsSettings otherDns,
      @Nullable ZooKeeperSettings otherZookeeper,
      @Nullable EtcdSettings otherEtcd,
      @Nullable NacosSettings otherNacos,
      @Nullable KubernetesSettings otherKubernetes,
      @Nullable OwnRegistrySettings otherRegistry) {
    return new DiscoverySettings(
        otherDns,
        otherZookeeper,
        otherEtcd,
        otherNacos,
        otherKubernetes,
        otherRegistry,
        missing,
        probes,
        probeInterval,
        mostLost,
        doubt,
        believeEmpty,
        folder,
        firstList);
  }

  public DiscoverySettings withFolder(Path wanted) {
    return new DiscoverySettings(
        dns,
        zookeeper,
        etcd,
        nacos,
        kubernetes,
        registry,
        missing,
        probes,
        probeInterval,
        mostLost,
        doubt,
        believeEmpty,
        wanted,
        firstList);
  }

  public DiscoverySettings withMissing(Missing wanted) {
    return new DiscoverySettings(
        dns,
        zookeeper,
        etcd,
        nacos,
        kubernetes,
        registry,
        wanted,
        probes,
        probeInterval,
        mostLost,
        doubt,
        believeEmpty,
        folder,
        firstList);
  }
}
