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
    /** Nothing speaks against it; if it has come back lately, within its share. */
    WELL,
    /** Nothing speaks against it, but it would be beyond its share. */
    RETURNING,
    /** Up by its checks, but ejected. */
    EJECTED,
    /** Up by its checks, but silent. */
    SILENT,
    /**
     * Down by its checks, or draining: if all are, a cluster that is merely slow is better asked
     * than given up.
     */
    DOWN,
    /** Taken out by hand. */
    HELD
  }

  private static final Tier[] TIERS = Tier.values();

  private final UpstreamCluster cluster;
  private final Balancer balancer;
  private final Repeats repeats;
  private final LivePreference livePreference = new LivePreference();
  private List<Endpoint> endpoints = List.of();
  private @Nullable List<Endpoint> tried;
  private Tier tier = Tier.WELL;
  private long now;
  private long ticket;

  ClusterView(UpstreamCluster cluster, int loop, Repeats repeats) {
    this.cluster = cluster;
    this.balancer = new LeastActive(loop);
    this.repeats = repeats;
  }

  /**
   * Chooses an endpoint.
   *
   * @param alreadyTried endpoints that the request has failed on, not to be chosen
   * @param time of {@link System#nanoTime}
   * @return null if there is none, or each has been tried
   */
  public @Nullable Endpoint choose(List<Endpoint> alreadyTried, long time) {
    endpoints = cluster.endpoints();
    tried = alreadyTried.isEmpty() ? null : alreadyTried;
    now = time;
    ticket++;
    for (Tier next : TIERS) {
      tier = next;
      int chosen = balancer.choose(this);
      if (chosen != Balancer.NONE) {
        return endpoints.get(chosen);
      }
    }
    return null;
  }

  /** Whether and when this loop's requests are sent again. */
  public Repeats repeats() {
    return repeats;
  }

  /**
   * Which nodes' copies a read had better use, as a value of {@code preference}; null if any.
   *
   * @param time of {@link System#nanoTime}
   */
  public @Nullable String preference(long time) {
    return cluster.settings().preferLiveNodes()
        ? livePreference.of(cluster.endpoints(), time)
        : null;
  }

  /** Whether any endpoint answers its checks. */
  public boolean isAnyUp() {
    List<Endpoint> all = cluster.endpoints();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isUp()) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is another endpoint that nothing speaks against and that is not among these. */
  public boolean hasOtherThan(List<Endpoint> excluded, Endpoint current, long time) {
    endpoints = cluster.endpoints();
    tried = excluded;
    now = time;
    tier = Tier.RETURNING;
    for (int i = 0; i < endpoints.size(); i++) {
      if (!endpoints.get(i).equals(current) && isEligible(i)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return endpoints.size();
  }

  @Override
  public boolean isEligible(int endpoint) {
    Endpoint candidate = endpoints.get(endpoint);
    boolean fits =
        switch (tier) {
          case WELL -> candidate.isWell(now) && candidate.health().admits(ticket);
          case RETURNING -> candidate.isWell(now);
          case EJECTED -> isIn(candidate) && !candidate.isSuspect();
          case SILENT -> isIn(candidate);
          case DOWN -> candidate.hasAddress() && !isHeld(candidate);
          case HELD -> candidate.hasAddress();
        };
    return fits && (tried == null || !tried.contains(candidate));
  }

  private boolean isIn(Endpoint candidate) {
    return candidate.isUp() && !candidate.isDraining() && !isHeld(candidate);
  }

  private boolean isHeld(Endpoint candidate) {
    return candidate.health().isHeld(now);
  }

  @Override
  public int active(int endpoint) {
    return endpoints.get(endpoint).active();
  }
}
