package dev.weir.gateway.upstream;

import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.Groups;
import dev.weir.flow.balance.HomeZone;
import dev.weir.flow.balance.Purpose;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.ZoneSettings;
import java.util.List;
import java.util.random.RandomGenerator;
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

  /** In which endpoints are up by their checks. */
  private static final Tier[] TIERS_UP = {Tier.WELL, Tier.RETURNING, Tier.EJECTED, Tier.SILENT};

  private final UpstreamCluster cluster;
  private final Balancer balancer;
  private final Repeats repeats;
  private final LivePreference livePreference = new LivePreference(null);
  private final HomeZone home;
  private final RandomGenerator random;
  private Lineup lineup = Lineup.EMPTY;
  private @Nullable List<Endpoint> tried;
  private Tier tier = Tier.WELL;
  private Purpose purpose = Purpose.ANY;
  private @Nullable ClusterShare share;
  private int group;
  private long now;
  private long ticket;

  /**
   * A view for one loop.
   *
   * @param random the loop's own, so that loops and gateways do not choose in step
   */
  ClusterView(UpstreamCluster cluster, RandomGenerator random, Repeats repeats) {
    BalanceSettings settings = cluster.settings().balance();
    ZoneSettings zone = settings.zone();
    this.cluster = cluster;
    this.balancer = Balancers.of(settings, random);
    this.home = new HomeZone(zone.enough() / 100.0, zone.least());
    this.random = random;
    this.repeats = repeats;
  }

  /**
   * Chooses an endpoint: of those that are left in the best health, one whose role and zone suit.
   *
   * @param alreadyTried endpoints that the request has failed on, not to be chosen
   * @param wanted what the request wants of a node
   * @param key a hash of what the request is kept together by
   * @param own what the request has of the cluster, if not all: endpoints that do not belong to it
   *     are chosen only where it may leave them, and none of those that do is up
   * @param time of {@link System#nanoTime}
   * @return null if there is none, or each has been tried
   */
  public @Nullable Endpoint choose(
      List<Endpoint> alreadyTried,
      Purpose wanted,
      long key,
      @Nullable ClusterShare own,
      long time) {
    look(alreadyTried, wanted, own, time);
    ticket++;
    if (share == null || !share.mayLeave()) {
      return choose(key, TIERS);
    }
    Endpoint chosen = choose(key, TIERS_UP);
    if (chosen == null) {
      share = null;
      chosen = choose(key, TIERS);
    }
    return chosen;
  }

  private @Nullable Endpoint choose(long key, Tier[] tiers) {
    Groups groups = lineup.groups();
    boolean stays = !groups.isZoned() || staysHome();
    int count = groups.count(purpose, stays);
    for (Tier next : tiers) {
      tier = next;
      for (int number = 0; number < count; number++) {
        group = groups.group(number, purpose, stays);
        int chosen = balancer.choose(this, key);
        if (chosen != Balancer.NONE) {
          return lineup.endpoints().get(chosen);
        }
      }
    }
    return null;
  }

  private void look(
      List<Endpoint> excluded, Purpose wanted, @Nullable ClusterShare own, long time) {
    share = own != null && own.isSelective() ? own : null;
    lineup = cluster.lineup();
    tried = excluded.isEmpty() ? null : excluded;
    purpose = wanted;
    now = time;
    tier = Tier.WELL;
    group = 0;
  }

  private boolean staysHome() {
    Groups groups = lineup.groups();
    int well = 0;
    for (int i = 0; i < size(); i++) {
      if (groups.isHome(i, purpose) && lineup.endpoints().get(i).isWell(now)) {
        well++;
      }
    }
    return home.keeps(well, groups.homes(purpose), random);
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

  /**
   * The same, for a read that has a share of the cluster.
   *
   * @param share null if it has all of it
   */
  public @Nullable String preference(@Nullable ClusterShare share, long time) {
    LivePreference own = share == null ? null : share.copies();
    return own == null || !cluster.settings().preferLiveNodes()
        ? preference(time)
        : own.of(cluster.endpoints(), time);
  }

  /** Whether an endpoint has stopped answering after a time, and has not begun again. */
  public boolean lostAnyAfter(long time) {
    List<Endpoint> all = cluster.endpoints();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).health().wentAwayAfter(time)) {
        return true;
      }
    }
    return false;
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

  /**
   * Whether there is another endpoint that nothing speaks against, that is not among these, and
   * that the request may go to.
   */
  public boolean hasOtherThan(
      List<Endpoint> excluded, Endpoint current, @Nullable ClusterShare own, long time) {
    look(excluded, Purpose.ANY, own != null && own.mayLeave() ? null : own, time);
    tier = Tier.RETURNING;
    Groups groups = lineup.groups();
    group = groups.group(groups.count(purpose, true) - 1, purpose, true);
    for (int i = 0; i < size(); i++) {
      if (!lineup.endpoints().get(i).equals(current) && isEligible(i)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return lineup.endpoints().size();
  }

  @Override
  public boolean isEligible(int endpoint) {
    Endpoint candidate = lineup.endpoints().get(endpoint);
    return lineup.groups().isIn(endpoint, group, purpose)
        && (share == null || share.has(lineup, endpoint))
        && isHealthy(candidate)
        && (tried == null || !tried.contains(candidate));
  }

  private boolean isHealthy(Endpoint candidate) {
    return switch (tier) {
      case WELL -> candidate.isWell(now) && candidate.health().admits(ticket);
      case RETURNING -> candidate.isWell(now);
      case EJECTED -> isIn(candidate) && !candidate.isSuspect();
      case SILENT -> isIn(candidate);
      case DOWN -> candidate.hasAddress() && !isHeld(candidate);
      case HELD -> candidate.hasAddress();
    };
  }

  private boolean isIn(Endpoint candidate) {
    return candidate.isUp() && !candidate.isDraining() && !isHeld(candidate);
  }

  private boolean isHeld(Endpoint candidate) {
    return candidate.health().isHeld(now);
  }

  @Override
  public int active(int endpoint) {
    return lineup.endpoints().get(endpoint).active();
  }

  @Override
  public int connections(int endpoint) {
    return lineup.endpoints().get(endpoint).connections();
  }

  @Override
  public int weight(int endpoint) {
    return lineup.endpoints().get(endpoint).record().weight(now);
  }

  @Override
  public double latencyNanos(int endpoint) {
    return lineup.endpoints().get(endpoint).record().latencyNanos(now);
  }

  @Override
  public double load(int endpoint) {
    return lineup.endpoints().get(endpoint).record().load(now);
  }

  @Override
  public long identity(int endpoint) {
    return lineup.endpoints().get(endpoint).identity();
  }
}
