package dev.weir.gateway.admission;

import dev.weir.flow.demand.Demand;
import dev.weir.flow.demand.Demands;
import dev.weir.flow.demand.Peaks;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.status.DemandStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What requests of a kind ask for, by whom, so that limits can be chosen. Safe from any thread. */
final class Watched {
  private static final int MOST = 200;

  private final LimitKey by;
  private final @Nullable String limit;
  private final Keys keys;
  private final Demands<Object> demands;

  /**
   * Nothing has been asked for.
   *
   * @param limit whose requests these are; null for all
   */
  Watched(LimitKey by, @Nullable String limit, Keys keys, long now) {
    this.by = by;
    this.limit = limit;
    this.keys = keys;
    this.demands = new Demands<>(MOST, now);
  }

  /** Of all requests, by something that needs no name. */
  static Watched all(LimitKey by, long now) {
    return new Watched(by, null, new Keys(by, null), now);
  }

  /** As {@link #ask(Request)}, of one whose key is known. */
  @Nullable Demand ask(Object key) {
    return demands.ask(key);
  }

  /** A request; gives the record of who has asked, if there is room for one. */
  @Nullable Demand ask(Request request) {
    return demands.ask(keys.of(request));
  }

  /** Ten times a second. */
  void look(long now) {
    demands.look(now);
  }

  DemandStatus status(long now) {
    List<DemandStatus.OfKey> asked = new ArrayList<>();
    demands.forEach((key, peaks) -> asked.add(new DemandStatus.OfKey(Keys.text(key), peaks)));
    asked.sort(
        Comparator.comparing(DemandStatus.OfKey::peaks, Comparator.comparingLong(Peaks::usual))
            .thenComparing(DemandStatus.OfKey::peaks, Comparator.comparingLong(Peaks::second))
            .reversed());
    return new DemandStatus(
        by.name().toLowerCase(Locale.ROOT),
        limit,
        Duration.ofNanos(demands.age(now)),
        MOST,
        demands.unseen(),
        demands.forgotten(),
        asked);
  }
}
