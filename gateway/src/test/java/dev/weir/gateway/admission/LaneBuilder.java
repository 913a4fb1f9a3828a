package dev.weir.gateway.admission;

import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.search.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane of the cluster {@code main} that differs from the defaults in what a test is about. */
final class LaneBuilder {
  private final LaneSettings usual = LaneSettings.defaults();
  private final String name;
  private final int concurrency;
  private final List<Operation> operations;
  private int maxWaiting;
  private Duration maxWait = Duration.ZERO;
  private Mode mode = usual.mode();
  private boolean onlyOver;
  private List<String> indices = List.of();
  private @Nullable ByteSize minBody;
  private int minCost;
  private @Nullable LaneEndpointsSettings endpoints;
  private int connections;
  private String cluster = usual.cluster();

  private LaneBuilder(String name, int concurrency, List<Operation> operations) {
    this.name = name;
    this.concurrency = concurrency;
    this.operations = operations;
  }

  /** With so many requests under way, in which none waits. */
  static LaneBuilder lane(String name, int concurrency, Operation... operations) {
    return new LaneBuilder(name, concurrency, List.of(operations));
  }

  /** In which so many may wait for so long. */
  LaneBuilder waiting(int most, Duration wait) {
    maxWaiting = most;
    maxWait = wait;
    return this;
  }

  /** For nothing but what is over a limit. */
  LaneBuilder onlyOver() {
    onlyOver = true;
    return this;
  }

  /** For these indices only. */
  LaneBuilder of(String... names) {
    indices = List.of(names);
    return this;
  }

  /** For requests that announce at least so many bytes. */
  LaneBuilder from(long bytes) {
    minBody = new ByteSize(bytes);
    return this;
  }

  /** For searches that are expected to cost at least so much. */
  LaneBuilder costing(int units) {
    minCost = units;
    return this;
  }

  /** With endpoints of its own. */
  LaneBuilder at(LaneEndpointsSettings own) {
    endpoints = own;
    return this;
  }

  /** With so many connections of its own. */
  LaneBuilder connections(int own) {
    connections = own;
    return this;
  }

  /** Of another cluster. */
  LaneBuilder in(String other) {
    cluster = other;
    return this;
  }

  /** Only counting what it would refuse. */
  LaneBuilder observed() {
    mode = Mode.OBSERVE;
    return this;
  }

  LaneSettings build() {
    return new LaneSettings(
        name,
        cluster,
        usual.tenants(),
        usual.routes(),
        operations,
        indices,
        minBody,
        minCost,
        onlyOver,
        endpoints,
        connections,
        concurrency,
        usual.least(),
        usual.most(),
        maxWaiting,
        maxWait,
        mode);
  }
}
