package dev.weir.flow.simulation;

import dev.weir.flow.balance.ActiveRequests;
import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.BySize;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.Groups;
import dev.weir.flow.balance.HomeZone;
import dev.weir.flow.balance.Least;
import dev.weir.flow.balance.LoadReport;
import dev.weir.flow.balance.NodeKind;
import dev.weir.flow.balance.PowerOfTwo;
import dev.weir.flow.balance.Purpose;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A cluster as a gateway sees it when it chooses an endpoint: in tiers of health, by zone. */
final class Outlook implements Candidates {
  private enum Tier {
    WELL,
    RETURNING,
    EJECTED,
    SILENT,
    DOWN
  }

  private static final Tier[] TIERS = Tier.values();

  private final List<KnownEndpoint> endpoints;
  private final Groups groups;
  private final Balancer balancer;
  private final HomeZone home = new HomeZone(Defaults.ZONE_ENOUGH, Defaults.ZONE_LEAST);
  private final SplittableRandom random;
  private List<KnownEndpoint> tried = List.of();
  private Tier tier = Tier.WELL;
  private int group;
  private long now;
  private long ticket;

  /**
   * Of all endpoints.
   *
   * @param homes so many of them, from the first, are in the gateway's zone
   */
  Outlook(List<KnownEndpoint> endpoints, int homes, SplittableRandom random) {
    this.endpoints = endpoints;
    this.groups =
        Groups.of(
            endpoints.stream()
                .map(each -> new Groups.Member(NodeKind.UNKNOWN, each.node().number() < homes))
                .toList());
    this.balancer =
        new BySize(
            Defaults.FEW_ENDPOINTS,
            new Least(new ActiveRequests(), random),
            new PowerOfTwo(new ActiveRequests(), random));
    this.random = random;
  }

  /** One of those in the best health; null if each has been tried. */
  @Nullable KnownEndpoint choose(List<KnownEndpoint> excluded, long time) {
    tried = excluded;
    now = time;
    ticket++;
    boolean stays = !groups.isZoned() || staysHome();
    int count = groups.count(Purpose.ANY, stays);
    for (Tier next : TIERS) {
      tier = next;
      for (int number = 0; number < count; number++) {
        group = groups.group(number, Purpose.ANY, stays);
        int chosen = balancer.choose(this, 0);
        if (chosen != Balancer.NONE) {
          return endpoints.get(chosen);
        }
      }
    }
    return null;
  }

  private boolean staysHome() {
    int well = 0;
    for (int i = 0; i < size(); i++) {
      well += groups.isHome(i, Purpose.ANY) && endpoints.get(i).isWell(now) ? 1 : 0;
    }
    return home.keeps(well, groups.homes(Purpose.ANY), random);
  }

  /** Whether there is another endpoint that nothing speaks against and that is not among these. */
  boolean hasOtherThan(List<KnownEndpoint> excluded, KnownEndpoint current, long time) {
    for (KnownEndpoint each : endpoints) {
      if (each != current && each.isWell(time) && !excluded.contains(each)) {
        return true;
      }
    }
    return false;
  }

  boolean isAnyUp() {
    for (KnownEndpoint each : endpoints) {
      if (each.isUp()) {
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
    KnownEndpoint candidate = endpoints.get(endpoint);
    return groups.isIn(endpoint, group, Purpose.ANY)
        && isHealthy(candidate)
        && !tried.contains(candidate);
  }

  private boolean isHealthy(KnownEndpoint candidate) {
    return switch (tier) {
      case WELL -> candidate.isWell(now) && candidate.admits(ticket);
      case RETURNING -> candidate.isWell(now);
      case EJECTED -> candidate.isUp() && !candidate.isSuspect();
      case SILENT -> candidate.isUp();
      case DOWN -> true;
    };
  }

  @Override
  public int active(int endpoint) {
    return endpoints.get(endpoint).active();
  }

  @Override
  public int connections(int endpoint) {
    return active(endpoint);
  }

  @Override
  public int weight(int endpoint) {
    return endpoints.get(endpoint).record().weight(now);
  }

  @Override
  public double latencyNanos(int endpoint) {
    return endpoints.get(endpoint).record().latencyNanos(now);
  }

  @Override
  public double load(int endpoint) {
    return LoadReport.UNKNOWN;
  }

  @Override
  public long identity(int endpoint) {
    return endpoint;
  }
}
