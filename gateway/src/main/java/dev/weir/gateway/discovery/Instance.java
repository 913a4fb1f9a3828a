package dev.weir.gateway.discovery;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as a source names it. Two of them with the same address are the same endpoint, said
 * twice.
 *
 * @param uri {@code http://host:port} or {@code https://host:port}
 * @param weight its share of the requests beside the others', from {@link #LEAST_WEIGHT} to {@link
 *     #MOST_WEIGHT}; {@link #USUAL_WEIGHT} where the source says nothing
 * @param zone where it stands; null if that is unknown
 * @param roles what it does in its cluster, as the engine calls it; empty if that is unknown
 * @param phase whether it is there, in doubt, or about to go
 * @param serverName the name that its certificate must bear; null for the host of its address
 */
public record Instance(
    URI uri,
    int weight,
    @Nullable String zone,
    Set<String> roles,
    Phase phase,
    @Nullable String serverName) {
  public static final int LEAST_WEIGHT = 1;
  public static final int USUAL_WEIGHT = 100;
  public static final int MOST_WEIGHT = 100_000;

  /** Whether it is there, as its source knows. */
  public enum Phase {
    UP,
    /** It has not been heard of for a while: it stays as long as it answers. */
    SUSPECT,
    /** It is about to leave: nothing new goes to it, and what it has begun ends. */
    DRAINING
  }

  /**
   * Checked.
   *
   * @throws IllegalArgumentException if it is no address of an endpoint, or the weight is out of
   *     its bounds
   */
  public Instance {
    if (!isEndpoint(uri)) {
      throw new IllegalArgumentException(
          "address: " + uri + " (expected: http://host:port or https://host:port)");
    }
    if (weight < LEAST_WEIGHT || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException(
          "weight: %d (expected: between %d and %d)".formatted(weight, LEAST_WEIGHT, MOST_WEIGHT));
    }
    // One spelling each, so that the same address is the same endpoint.
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    uri = URI.create(uri.getScheme() + "://" + host + ":" + uri.getPort());
    roles = Set.copyOf(roles);
  }

  /** An endpoint that nothing but the address is known of. */
  public static Instance of(URI uri) {
    return new Instance(uri, USUAL_WEIGHT, null, Set.of(), Phase.UP, null);
  }

  /** {@code host:port}, as in metrics. */
  public String name() {
    return uri.getHost() + ":" + uri.getPort();
  }

  public boolean isSecure() {
    return "https".equals(uri.getScheme());
  }

  public Instance withWeight(int wanted) {
    return new Instance(uri, wanted, zone, roles, phase, serverName);
  }

  public Instance withZone(@Nullable String wanted) {
    return new Instance(uri, weight, wanted, roles, phase, serverName);
  }

  public Instance withRoles(Set<String> wanted) {
    return new Instance(uri, weight, zone, wanted, phase, serverName);
  }

  public Instance withPhase(Phase wanted) {
    return new Instance(uri, weight, zone, roles, wanted, serverName);
  }

  public Instance withServerName(@Nullable String wanted) {
    return new Instance(uri, weight, zone, roles, phase, wanted);
  }

  private static boolean isEndpoint(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getPort() > 0
        && uri.getPort() < 65_536
        && (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }
}
