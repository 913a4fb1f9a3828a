package dev.weir.flow.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What each of many asks for: those that ask for most, at most so many. When there is no room, new
 * ones are not seen for a second at most, then those of the least peaks are forgotten: who asks for
 * much comes back, and then has more than they.
 *
 * <p>Asking is safe from any thread, and takes no lock and allocates nothing for those that are
 * known. Not the Space-Saving algorithm, whose newcomers take over the counts of those that they
 * replace: a limit that is chosen by these would be wrong by them.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 */
public final class Demands<K> {
  private static final long LOOK_NANOS = 100_000_000;
  private static final int LOOKS_OF_A_SECOND = 10;

  /** So many looks are made up for at most, when nobody looked in time. */
  private static final int MOST_LOOKS = 10;

  private final int most;
  private final long begun;
  private final ConcurrentHashMap<K, Demand> known = new ConcurrentHashMap<>();
  private final LongAdder unseen = new LongAdder();
  private final LongAdder forgotten = new LongAdder();
  private long lastLook;
  private int looks;

  /**
   * Of nobody yet.
   *
   * @param most how many are known at a time, at least 4
   * @param now in nanoseconds of any monotonic clock
   */
  public Demands(int most, long now) {
    this.most = most;
    this.begun = now;
    this.lastLook = now;
  }

  /** A request of a key; null if there is no room for its record. */
  public @Nullable Demand ask(K key) {
    Demand demand = known.get(key);
    if (demand == null) {
      demand = enter(key);
      if (demand == null) {
        unseen.increment();
        return null;
      }
    }
    demand.ask();
    return demand;
  }

  private @Nullable Demand enter(K key) {
    return known.size() < most ? known.computeIfAbsent(key, unknown -> new Demand()) : null;
  }

  /** Ten times a second; from one thread at a time. */
  public synchronized void look(long now) {
    long due = Math.max(1, (now - lastLook + LOOK_NANOS / 2) / LOOK_NANOS);
    lastLook = now;
    for (long i = Math.min(due, MOST_LOOKS); i > 0; i--) {
      known.values().forEach(Demand::look);
    }
    looks++;
    if (looks >= LOOKS_OF_A_SECOND) {
      looks = 0;
      makeRoom();
    }
  }

  private void makeRoom() {
    if (known.size() < most) {
      return;
    }
    List<Map.Entry<K, Demand>> all = new ArrayList<>(known.entrySet());
    all.sort(Comparator.comparingLong(each -> each.getValue().mostInSecond()));
    for (Map.Entry<K, Demand> least : all.subList(0, Math.max(1, most / 4))) {
      known.remove(least.getKey(), least.getValue());
      forgotten.increment();
    }
  }

  /** Shows what each has asked for. */
  public synchronized void forEach(BiConsumer<? super K, Peaks> action) {
    known.forEach((key, demand) -> action.accept(key, demand.peaks()));
  }

  /** How many are known. */
  public int size() {
    return known.size();
  }

  /** Requests of those for whom there was no room. */
  public long unseen() {
    return unseen.sum();
  }

  /** How many were forgotten to make room. */
  public long forgotten() {
    return forgotten.sum();
  }

  /** Since when this has been looked at, in nanoseconds. */
  public long age(long now) {
    return now - begun;
  }
}
