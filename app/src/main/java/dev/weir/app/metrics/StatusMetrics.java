package dev.weir.app.metrics;

import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.CredentialsStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.gateway.status.RewriteStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * How the gateway and its endpoints are, from one snapshot for each scrape, so that the figures of
 * a scrape belong together. Meters of endpoints that are gone go, too.
 */
final class StatusMetrics {
  /** An endpoint's place; a name may stand in two clusters. */
  private record Place(String cluster, String endpoint) {}

  /** What a breaker is of. */
  private record Guarded(String route, String cluster) {}

  private final MeterRegistry registry;
  private final Map<Place, EndpointMeters> endpoints = new HashMap<>();
  private final Map<String, RepeatMeters> repeats = new HashMap<>();
  private final Map<Guarded, BreakerMeters> breakers = new HashMap<>();
  private final Map<String, MembershipMeters> memberships = new HashMap<>();
  private final Map<String, FactMeters> facts = new HashMap<>();
  private final Map<String, RewriteMeters> rewrites = new HashMap<>();
  private final AdmissionMetrics admission;
  private final QueriesMetrics queries;
  private volatile GatewayStatus now =
      new GatewayStatus(List.of(), 0, 0, 0, 0, 0, "unknown", false);

  StatusMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.admission = new AdmissionMetrics(registry);
    this.queries = new QueriesMetrics(registry);
    gauge("weir.connections", "Client connections that are open", GatewayStatus::connections);
    gauge("weir.exchanges", "Exchanges in flight", GatewayStatus::exchanges);
    gauge("weir.draining", "1 while the gateway stops", status -> status.draining() ? 1 : 0);
    Gauge.builder("weir.direct.memory", this, self -> self.now.directMemory())
        .description("Direct memory that buffers hold")
        .baseUnit("bytes")
        .register(registry);
    counter(
        "weir.connections.rejected",
        "Client connections closed at once because too many were open",
        GatewayStatus::rejectedConnections);
    counter(
        "weir.filter.failures",
        "Times that a filter threw or its decision failed; the request passed on",
        GatewayStatus::filterFailures);
    Gauge.builder("weir.credentials.remembered", this, self -> self.now.credentials().remembered())
        .description("Hashed passwords and tokens whose verification is remembered")
        .register(registry);
    verified("right", CredentialsStatus::right);
    verified("wrong", CredentialsStatus::wrong);
    verified("busy", CredentialsStatus::busy);
    counter(
        "weir.answers.trimmed",
        "Answers of which a route or a tenant was given a part",
        status -> status.trims().trimmed());
    counter(
        "weir.answers.untrimmed",
        "Answers that were to be trimmed and were not, because they were packed or no JSON",
        status -> status.trims().untouched());
  }

  private void verified(String result, ToDoubleFunction<CredentialsStatus> value) {
    FunctionCounter.builder(
            "weir.credentials.verified", this, self -> value.applyAsDouble(self.now.credentials()))
        .description("Hashed passwords and tokens that were verified, by what came of it")
        .tag("result", result)
        .register(registry);
  }

  /** Takes what the next scrape will show. */
  synchronized void update(GatewayStatus status) {
    now = status;
    updateBreakers(status.breakers());
    admission.update(status.admission());
    queries.update(status.queries());
    updateRewrites(status.queries().rewrites());
    Set<Place> present = new HashSet<>();
    Set<String> clusters = new HashSet<>();
    for (ClusterStatus cluster : status.clusters()) {
      clusters.add(cluster.name());
      repeats
          .computeIfAbsent(
              cluster.name(), name -> new RepeatMeters(registry, name, cluster.repeats()))
          .update(cluster.repeats());
      memberships
          .computeIfAbsent(
              cluster.name(), name -> new MembershipMeters(registry, name, cluster.membership()))
          .update(cluster.membership());
      for (EndpointStatus endpoint : cluster.endpoints()) {
        Place place = new Place(cluster.name(), endpoint.name());
        present.add(place);
        endpoints
            .computeIfAbsent(
                place, p -> new EndpointMeters(registry, p.cluster(), p.endpoint(), endpoint))
            .update(endpoint);
      }
    }
    Set<String> known = new HashSet<>();
    for (FactStatus of : status.queries().facts()) {
      known.add(of.cluster());
      facts.computeIfAbsent(of.cluster(), cluster -> new FactMeters(registry, of)).update(of);
    }
    forget(facts, known, FactMeters::remove);
    forget(endpoints, present, EndpointMeters::remove);
    forget(repeats, clusters, RepeatMeters::remove);
    forget(memberships, clusters, MembershipMeters::remove);
  }

  static <K, M> void forget(Map<K, M> meters, Set<K> present, Consumer<M> remove) {
    meters
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                remove.accept(entry.getValue());
              }
              return gone;
            });
  }

  private void updateRewrites(List<RewriteStatus> all) {
    Set<String> present = new HashSet<>();
    for (RewriteStatus each : all) {
      present.add(each.rewrite());
      rewrites.computeIfAbsent(each.rewrite(), _ -> new RewriteMeters(registry, each)).update(each);
    }
    forget(rewrites, present, RewriteMeters::remove);
  }

  private void updateBreakers(List<BreakerStatus> all) {
    Set<Guarded> present = new HashSet<>();
    for (BreakerStatus breaker : all) {
      Guarded guarded = new Guarded(breaker.route(), breaker.cluster());
      present.add(guarded);
      breakers.computeIfAbsent(guarded, g -> new BreakerMeters(registry, breaker)).update(breaker);
    }
    breakers
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                entry.getValue().remove();
              }
              return gone;
            });
  }

  private void gauge(String name, String description, ToDoubleFunction<GatewayStatus> value) {
    Gauge.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<GatewayStatus> value) {
    FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.now))
        .description(description)
        .register(registry);
  }
}
