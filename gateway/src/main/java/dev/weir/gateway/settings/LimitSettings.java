package dev.weir.gateway.settings;

import dev.weir.search.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many requests may pass in a time. */
public record LimitSettings(
    @Setting(value = "Name of the limit.", example = "per-tenant", required = true) String name,
    @Setting(
            value = "What has a limit of its own: all requests share one, or each of a kind.",
            example = "tenant")
        LimitKey by,
    @Setting(value = "The header by whose value, if it is by header.", example = "X-Application")
        @Nullable String header,
    @Setting(
            value =
                "What is counted: requests, or cost, in units of about a millisecond of one"
                    + " shard's work, of searches. Takes queries, and is for searches alone.",
            example = "cost")
        LimitUnit counts,
    @Setting(value = "Requests, or units of cost, that may pass within the time.", example = "1000")
        int requests,
    @Setting(value = "The time.", example = "1s") Duration within,
    @Setting(
            value = "Most requests that a token bucket saves up; 0: those of one time.",
            example = "2000")
        int burst,
    @Setting(value = "How it is counted.", example = "sliding-window") LimitAlgorithm algorithm,
    @Setting(
            value =
                "Whether all gateways of the fleet share it, over fleet.redis; each has one of its"
                    + " own otherwise.",
            example = "true")
        boolean fleet,
    @Setting(
            value = "How long a request may wait for its turn in a leaky bucket; 0s: none waits.",
            example = "0s")
        Duration maxWait,
    @Setting(
            value =
                "The lane that takes what is beyond the limit, if it is of the cluster that is"
                    + " asked. Absent: that is refused.",
            example = "slow")
        @Nullable String overLane,
    @Setting(value = "Only requests of these tenants. Empty: all.", example = "[batch]")
        List<String> tenants,
    @Setting(value = "Not for requests of these tenants.", example = "[payments]")
        List<String> exempt,
    @Setting(value = "Only these operations. Empty: all.", example = "[search, bulk]")
        List<Operation> operations,
    @Setting(
            value =
                "Only requests whose path names an index like one of these, with * for any"
                    + " characters; aliases and patterns in the path are not resolved. Empty: all.",
            example = "[logs-*]")
        List<String> indices,
    @Setting(
            value = "How many of what it is by have a limit of their own; more share one.",
            example = "100000")
        int maxKeys,
    @Setting(
            value = "observe lets all pass and counts what it would have refused.",
            example = "observe")
        Mode mode) {

  private static final Set<String> SECRETS =
      Set.of("authorization", "proxy-authorization", "cookie");
  private static final Duration LONGEST = Duration.ofDays(1);

  public LimitSettings {
    tenants = List.copyOf(tenants);
    exempt = List.copyOf(exempt);
    operations = List.copyOf(operations);
    indices = List.copyOf(indices);
    new Checks()
        .name("name", name)
        .that(
            header != null || by != LimitKey.HEADER, "header", header, "a name, if it is by header")
        .that(
            header == null || !SECRETS.contains(header.toLowerCase(Locale.ROOT)),
            "header",
            header,
            "a header that holds no secret, since its values are shown; by: user is who asks")
        .that(
            counts == LimitUnit.REQUESTS || algorithm == LimitAlgorithm.TOKEN_BUCKET,
            "counts",
            counts,
            "requests unless algorithm is token-bucket")
        .between(1, 1_000_000_000, "requests", requests)
        .positive("within", within)
        .that(
            within.compareTo(Duration.ofMillis(10)) >= 0 && within.compareTo(LONGEST) <= 0,
            "within",
            within,
            "between 10ms and 1d")
        .between(0, 1_000_000_000, "burst", burst)
        .that(
            burst == 0 || algorithm == LimitAlgorithm.TOKEN_BUCKET,
            "burst",
            burst,
            "0 unless algorithm is token-bucket")
        .that(
            !fleet || algorithm == LimitAlgorithm.TOKEN_BUCKET,
            "fleet",
            fleet,
            "false unless algorithm is token-bucket")
        .notNegative("max-wait", maxWait)
        .that(
            maxWait.isZero() || algorithm == LimitAlgorithm.LEAKY_BUCKET,
            "max-wait",
            maxWait,
            "0s unless algorithm is leaky-bucket")
        .between(1, 1_000_000, "max-keys", maxKeys)
        .done();
  }

  /** The same at another rate; what a token bucket saves up changes with the rate. */
  public LimitSettings withRate(int newRequests, Duration newWithin) {
    double faster =
        (double) newRequests * within.toNanos() / ((double) requests * newWithin.toNanos());
    int newBurst = burst == 0 ? 0 : (int) Math.clamp(burst * faster, 1, 1_000_000_000);
    return new LimitSettings(
        name,
        by,
        header,
        counts,
        newRequests,
        newWithin,
        newBurst,
        algorithm,
        fleet,
        maxWait,
        overLane,
        tenants,
        exempt,
        operations,
        indices,
        maxKeys,
        mode);
  }

  /** The same at a part of its rate. */
  public LimitSettings lowered(int percent) {
    long fewer = (long) requests * percent / 100;
    if (fewer >= 1) {
      return withRate((int) fewer, within);
    }
    Duration longer = within.multipliedBy(100).dividedBy((long) percent * requests);
    return withRate(1, longer.compareTo(LONGEST) < 0 ? longer : LONGEST);
  }

  public static LimitSettings defaults() {
    return new LimitSettings(
        "limit",
        LimitKey.ALL,
        null,
        LimitUnit.REQUESTS,
        1_000,
        Duration.ofSeconds(1),
        0,
        LimitAlgorithm.TOKEN_BUCKET,
        false,
        Duration.ZERO,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        10_000,
        Mode.ENFORCE);
  }
}
