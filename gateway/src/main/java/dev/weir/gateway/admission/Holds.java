package dev.weir.gateway.admission;

import dev.weir.flow.lane.Adjustment;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.status.HoldStatus;
import dev.weir.gateway.status.StateChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Limits and lanes that a hand has set for a time; no more of them than the settings name. Used
 * under {@link Steering}'s lock.
 */
final class Holds {
  /** A limit's rate. */
  record Rate(int requests, Duration within) {
    /** As one would ask for it. */
    @Override
    public String toString() {
      return requests + " within " + within.toMillis() + " ms";
    }
  }

  private final Turns turns;
  private final Map<String, Hold<Rate>> limits = new LinkedHashMap<>();
  private final Map<String, Hold<Integer>> lanes = new LinkedHashMap<>();

  Holds(Turns turns) {
    this.turns = turns;
  }

  boolean isLimitSet(String name) {
    return limits.containsKey(name);
  }

  boolean isLaneSet(String name) {
    return lanes.containsKey(name);
  }

  void limit(String name, Hold<Rate> hold, Duration time) {
    limits.put(name, hold);
    turns.note(name, Kind.LIMIT_SET, said(hold.value(), hold.why(), time));
  }

  void lane(String name, Hold<Integer> hold, Duration time) {
    lanes.put(name, hold);
    turns.note(name, Kind.LANE_SET, said(hold.value() + " under way", hold.why(), time));
  }

  private static String said(Object value, String why, Duration time) {
    return "by hand: " + value + " for " + Figures.said(time) + ": " + why;
  }

  /** Takes back what was set of a limit; tells whether anything was. */
  boolean limitBack(String name, String cause) {
    boolean any = limits.remove(name) != null;
    if (any) {
      turns.note(name, Kind.LIMIT_BACK, cause);
    }
    return any;
  }

  /** Takes back what was set of a lane; tells whether anything was. */
  boolean laneBack(String name, String cause) {
    boolean any = lanes.remove(name) != null;
    if (any) {
      turns.note(name, Kind.LANE_BACK, cause);
    }
    return any;
  }

  /** Takes back what is over; tells whether anything is. */
  boolean expire(long now) {
    boolean any = false;
    for (String name : over(limits, now)) {
      any |= limitBack(name, "its time is over");
    }
    for (String name : over(lanes, now)) {
      any |= laneBack(name, "its time is over");
    }
    return any;
  }

  private static <T> List<String> over(Map<String, Hold<T>> holds, long now) {
    List<String> names = new ArrayList<>();
    holds.forEach(
        (name, hold) -> {
          if (hold.isOver(now)) {
            names.add(name);
          }
        });
    return names;
  }

  /** Forgets what was set of limits and lanes that are configured no longer. */
  void keep(List<LimitSettings> newLimits, List<LaneSettings> newLanes) {
    keep(
        limits,
        name -> newLimits.stream().anyMatch(each -> each.name().equals(name)),
        Kind.LIMIT_BACK);
    keep(
        lanes,
        name -> newLanes.stream().anyMatch(each -> each.name().equals(name)),
        Kind.LANE_BACK);
  }

  private <T> void keep(Map<String, Hold<T>> holds, Predicate<String> isThere, Kind kind) {
    for (Iterator<String> names = holds.keySet().iterator(); names.hasNext(); ) {
      String name = names.next();
      if (!isThere.test(name)) {
        names.remove();
        turns.note(name, kind, "it is configured no longer");
      }
    }
  }

  /** A limit as a hand has set it; null if none has. */
  @Nullable LimitSettings of(LimitSettings configured) {
    Hold<Rate> hold = limits.get(configured.name());
    return hold == null
        ? null
        : configured.withRate(hold.value().requests(), hold.value().within());
  }

  /** A lane as a hand has set it; null if none has. */
  @Nullable Adjustment of(LaneSettings configured) {
    Hold<Integer> hold = lanes.get(configured.name());
    return hold == null ? null : Adjustment.to(hold.value());
  }

  List<HoldStatus> status(
      List<LimitSettings> ofLimits, List<LaneSettings> ofLanes, long now, Instant instant) {
    List<HoldStatus> all = new ArrayList<>();
    for (LimitSettings each : ofLimits) {
      Hold<Rate> hold = limits.get(each.name());
      if (hold != null) {
        String usual = new Rate(each.requests(), each.within()).toString();
        all.add(status("limit", each.name(), hold, usual, now, instant));
      }
    }
    for (LaneSettings each : ofLanes) {
      Hold<Integer> hold = lanes.get(each.name());
      if (hold != null) {
        String usual = each.concurrency() == 0 ? "found" : Integer.toString(each.concurrency());
        all.add(status("lane", each.name(), hold, usual, now, instant));
      }
    }
    return all;
  }

  private static HoldStatus status(
      String kind, String name, Hold<?> hold, String configured, long now, Instant instant) {
    return new HoldStatus(
        kind,
        name,
        String.valueOf(hold.value()),
        configured,
        instant.plusNanos(hold.until() - now),
        hold.why());
  }
}
