package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;

/** Which of a cluster's endpoints a request goes to. */
public record BalanceSettings(
    @Setting(
            value =
                "How an endpoint is chosen: by the fewest requests under way, the fewest"
                    + " connections, the shortest response time (peak-ewma), the load that"
                    + " endpoints report, in turn, in turn by weight, at random by weight, or by a"
                    + " key (consistent-hash).",
            example = "peak-ewma")
        BalancePolicy policy,
    @Setting(
            value =
                "Whether all endpoints are compared, or two drawn at random. By default all of up"
                    + " to ten; two of more, and always two where every gateway sees the same"
                    + " figures (peak-ewma, reported-load).",
            example = "two")
        Comparison compare,
    @Setting(value = "How weights move with results.", example = "{floor: 5}")
        WeightSettings weights,
    @Setting(
            value =
                "Time over which an endpoint that joins grows from a tenth of its share to all of"
                    + " it; 0s: at once.",
            example = "30s")
        Duration slowStart,
    @Setting(
            value = "What the policy consistent-hash goes by.",
            example = "{by: header, header: X-Tenant}")
        HashSettings hash,
    @Setting(
            value =
                "Header of answers in which endpoints report their load: a number, 0 for idle and 1"
                    + " for busy, or the text form of ORCA. It is passed on to clients.",
            example = "X-Load")
        String loadHeader,
    @Setting(value = "The zone that requests should not leave.", example = "{name: eu-west-1a}")
        ZoneSettings zone,
    @Setting(
            value =
                "Whether the roles of sniffed nodes matter: writes to nodes that hold data or"
                    + " ingest, searches to coordinating-only nodes if there are any, nothing to"
                    + " dedicated managers.",
            example = "false")
        boolean roles,
    @Setting(
            value = "What is said by hand of some endpoints.",
            example = "[{address: 10.0.0.1:9200, weight: 200}]")
        List<EndpointSettings> endpoints) {

  public BalanceSettings {
    endpoints = List.copyOf(endpoints);
    new Checks()
        .that(
            policy.compares() || compare == Comparison.AUTO,
            "compare",
            compare,
            "nothing, because the policy does not compare endpoints")
        .that(
            !slowStart.isNegative() && slowStart.compareTo(Duration.ofDays(1)) <= 0,
            "slow-start",
            slowStart,
            "a duration of at most 1d")
        .that(loadHeader.matches(HeaderName.PATTERN), "load-header", loadHeader, HeaderName.IS)
        .that(
            endpoints.stream().map(EndpointSettings::address).distinct().count()
                == endpoints.size(),
            "endpoints",
            endpoints,
            "each address only once")
        .done();
  }

  public static BalanceSettings defaults() {
    return new BalanceSettings(
        BalancePolicy.LEAST_ACTIVE,
        Comparison.AUTO,
        WeightSettings.defaults(),
        Duration.ofSeconds(10),
        HashSettings.defaults(),
        "endpoint-load-metrics",
        ZoneSettings.defaults(),
        true,
        List.of());
  }

  public BalanceSettings withPolicy(BalancePolicy wanted) {
    return new BalanceSettings(
        wanted, compare, weights, slowStart, hash, loadHeader, zone, roles, endpoints);
  }

  public BalanceSettings withHash(HashSettings wanted) {
    return new BalanceSettings(
        policy, compare, weights, slowStart, wanted, loadHeader, zone, roles, endpoints);
  }

  public BalanceSettings withZone(ZoneSettings wanted) {
    return new BalanceSettings(
        policy, compare, weights, slowStart, hash, loadHeader, wanted, roles, endpoints);
  }

  public BalanceSettings withEndpoints(List<EndpointSettings> wanted) {
    return new BalanceSettings(
        policy, compare, weights, slowStart, hash, loadHeader, zone, roles, wanted);
  }
}
