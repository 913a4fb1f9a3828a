package dev.weir.testkit.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the load is sent.
 *
 * @param targets {@code http://host:port}, each in its turn, as a client alone does it; at least
 *     one
 * @param rate requests a second, at even distances
 * @param deadline of each request, from its sending to its answer's last byte
 * @param mostInFlight requests sent and not answered; one that would exceed it is not sent and
 *     counts as failed, so that a target that stands still cannot fill this process
 * @param seed of the workload's random source
 * @param headers that every request has, such as those that say who asks
 */
public record LoadOptions(
    List<URI> targets,
    int rate,
    Duration deadline,
    int mostInFlight,
    long seed,
    Map<String, String> headers) {
  public LoadOptions {
    targets = List.copyOf(targets);
    headers = Map.copyOf(headers);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("targets: none (expected: at least one)");
    }
    if (rate < 1 || rate > 100_000) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: 1 to 100000)");
    }
    if (mostInFlight < 1) {
      throw new IllegalArgumentException("mostInFlight: " + mostInFlight + " (expected: >= 1)");
    }
  }

  /** One target for all. */
  public LoadOptions(URI target, int rate, Duration deadline, int mostInFlight, long seed) {
    this(List.of(target), rate, deadline, mostInFlight, seed);
  }

  /** Nothing said of who asks. */
  public LoadOptions(List<URI> targets, int rate, Duration deadline, int mostInFlight, long seed) {
    this(targets, rate, deadline, mostInFlight, seed, Map.of());
  }

  /** The same load with these headers on every request. */
  public LoadOptions withHeaders(Map<String, String> wanted) {
    return new LoadOptions(targets, rate, deadline, mostInFlight, seed, wanted);
  }

  /** Ten seconds a request, at most 2000 in flight. */
  public static LoadOptions of(URI target, int rate) {
    return new LoadOptions(target, rate, Duration.ofSeconds(10), 2_000, 1);
  }
}
