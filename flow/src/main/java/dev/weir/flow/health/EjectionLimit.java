package dev.weir.flow.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the share of a cluster that is ejected within its bound, whoever ejects: a cluster of which
 * most is out is worse than one with a bad node in it. At least one endpoint may be out, and at
 * least one stays in. Safe from any thread; lock-free: a place is taken by compare-and-set, so that
 * two threads cannot take the last one.
 *
 * @param <T> an endpoint
 */
public final class EjectionLimit<T> {
  /** A place that an endpoint has until its time is over. */
  private record Place<T>(T endpoint, long until) {}

  private final int percent;
  private final AtomicReference<List<Place<T>>> taken = new AtomicReference<>(List.of());

  /**
   * Of one cluster.
   *
   * @param percent of the endpoints that may be out, 0 to 100
   */
  public EjectionLimit(int percent) {
    this.percent = percent;
  }

  /** How many of so many endpoints may be out at once. */
  public int most(int endpoints) {
    return percent == 0
        ? 0
        : Math.min(Math.max(1, (int) ((long) endpoints * percent / 100)), endpoints - 1);
  }

  /**
   * Takes a place.
   *
   * @param now in nanoseconds of any monotonic clock
   * @param until when the place is free again
   * @param endpoints how many the cluster has
   * @param outOtherwise how many others are out without being ejected: they count, too
   * @return false if the endpoint has a place already, or none is left
   */
  public boolean tryEject(T endpoint, long now, long until, int endpoints, int outOtherwise) {
    while (true) {
      List<Place<T>> before = taken.get();
      List<Place<T>> after = new ArrayList<>(before.size() + 1);
      for (Place<T> place : before) {
        if (now - place.until < 0) {
          if (place.endpoint.equals(endpoint)) {
            return false;
          }
          after.add(place);
        }
      }
      if (after.size() + outOtherwise >= most(endpoints)) {
        return false;
      }
      after.add(new Place<>(endpoint, until));
      if (taken.compareAndSet(before, List.copyOf(after))) {
        return true;
      }
    }
  }

  /** Gives an endpoint's place back before its time. */
  public void readmit(T endpoint) {
    taken.updateAndGet(
        places -> places.stream().filter(place -> !place.endpoint.equals(endpoint)).toList());
  }

  /** How many places are taken. */
  public int ejected(long now) {
    int count = 0;
    for (Place<T> place : taken.get()) {
      count += now - place.until < 0 ? 1 : 0;
    }
    return count;
  }
}
