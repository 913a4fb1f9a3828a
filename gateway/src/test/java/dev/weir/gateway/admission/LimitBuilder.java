package dev.weir.gateway.admission;

import dev.weir.gateway.settings.LimitAlgorithm;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.settings.Mode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limit that differs from the defaults in what a test is about. */
final class LimitBuilder {
  private final LimitSettings usual = LimitSettings.defaults();
  private final String name;
  private final int requests;
  private final Duration within;
  private LimitKey by = usual.by();
  private @Nullable String header;
  private LimitUnit counts = usual.counts();
  private LimitAlgorithm algorithm = usual.algorithm();
  private Duration maxWait = usual.maxWait();
  private List<String> exempt = List.of();
  private @Nullable String overLane;
  private List<String> indices = List.of();
  private Mode mode = usual.mode();
  private boolean fleet;

  private LimitBuilder(String name, int requests, Duration within) {
    this.name = name;
    this.requests = requests;
    this.within = within;
  }

  /** So many requests, all together, in a token bucket. */
  static LimitBuilder limit(String name, int requests, Duration within) {
    return new LimitBuilder(name, requests, within);
  }

  /** One for each of a kind. */
  LimitBuilder by(LimitKey key) {
    by = key;
    return this;
  }

  /** In units of what searches cost. */
  LimitBuilder ofCost() {
    counts = LimitUnit.COST;
    return this;
  }

  /** One for each value of a header. */
  LimitBuilder byHeader(String name) {
    by = LimitKey.HEADER;
    header = name;
    return this;
  }

  /** Counted in a leaky bucket, in which requests may wait. */
  LimitBuilder leaking(Duration wait) {
    algorithm = LimitAlgorithm.LEAKY_BUCKET;
    maxWait = wait;
    return this;
  }

  /** What is beyond it goes to a lane. */
  LimitBuilder overTo(String lane) {
    overLane = lane;
    return this;
  }

  /** For these indices only. */
  LimitBuilder of(String... names) {
    indices = List.of(names);
    return this;
  }

  /** Not for these tenants. */
  LimitBuilder exempting(String... tenants) {
    exempt = List.of(tenants);
    return this;
  }

  /** Shared by the fleet. */
  LimitBuilder ofTheFleet() {
    fleet = true;
    return this;
  }

  /** Only counting what it would refuse. */
  LimitBuilder observed() {
    mode = Mode.OBSERVE;
    return this;
  }

  LimitSettings build() {
    return new LimitSettings(
        name,
        by,
        header,
        counts,
        requests,
        within,
        usual.burst(),
        algorithm,
        fleet,
        maxWait,
        overLane,
        usual.tenants(),
        exempt,
        usual.operations(),
        indices,
        usual.maxKeys(),
        mode);
  }
}
