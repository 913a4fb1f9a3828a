package dev.weir.gateway.upstream;

import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.LeastActive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster as one event loop sees it when it chooses an endpoint. Used on that loop only. */
public final class ClusterView implements Candidates {
  /** Which endpoints come into question, from the best to the last resort. */
  private enum Tier {
    /** Up, and not ejected. */
    WELL,
    /** Up by its checks, but ejected: better than nothing. */
    EJECTED
  }

  private final UpstreamCluster cluster;
  private final Balancer balancer;
  private List<Endpoint> endpoints = List.of();
  private @Nullable List<Endpoint> tried;
  private Tier tier = Tier.WELL;
  private long now;

  ClusterView(UpstreamCluster cluster, int loop) {
    this.cluster = cluster;
    this.balancer = new LeastActive(loop);
  }

  /**
   * Chooses an endpoint.
   *
   * @param alreadyTried endpoints that the request has failed on, not to be chosen
   * @param time of {@link System#nanoTime}
   * @return null if none is up
   */
  public @Nullable Endpoint choose(List<Endpoint> alreadyTried, long time) {
    endpoints = cluster.endpoints();
    tried = alreadyTried.isEmpty() ? null : alreadyTried;
    now = time;
    tier = Tier.WELL;
    int chosen = balancer.choose(this);
    if (chosen == Balancer.NONE) {
      tier = Tier.EJECTED;
      chosen = balancer.choose(this);
    }
    return chosen == Balancer.NONE ? null : endpoints.get(chosen);
  }

  @Override
  public int size() {
    return endpoints.size();
  }

  @Override
  public boolean isEligible(int endpoint) {
    Endpoint candidate = endpoints.get(endpoint);
    return candidate.isUp()
        && (tier == Tier.EJECTED || !candidate.isEjected(now))
        && (tried == null || !tried.contains(candidate));
  }

  @Override
  public int active(int endpoint) {
    return endpoints.get(endpoint).active();
  }
}
