package dev.weir.flow.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit for each key: a tenant, an address, a user. There are so many at most. A new key may take
 * the place of one of which nothing is in use, since that is as good as new whenever it comes back;
 * while there is none, new keys share one limit. So nobody gets more than is due by being
 * forgotten, however many keys someone makes up.
 *
 * <p>Safe from any thread; asking for a key that is known takes no lock and allocates nothing. Not
 * Caffeine: it evicts what is asked for least, whether it is used up or not, and who had been
 * evicted would begin anew.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 */
public final class KeyedLimits<K> {
  /** A new key looks at so many others for a place. */
  private static final int PROBES = 8;

  private record Entry<K>(K key, Limit limit) {}

  private final int most;
  private final ConcurrentHashMap<K, Entry<K>> known = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Entry<K>> places;
  private final AtomicInteger hand = new AtomicInteger();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder crowded = new LongAdder();
  private final Limit shared;
  private volatile Function<? super K, ? extends LimitRule> rules;

  /**
   * Without any key yet.
   *
   * @param rules a key's rule
   * @param sharedRule for all the keys that find no place
   * @param most how many keys have a limit of their own, at least 1
   */
  public KeyedLimits(
      Function<? super K, ? extends LimitRule> rules, LimitRule sharedRule, int most, long now) {
    this.rules = rules;
    this.most = most;
    this.places = new AtomicReferenceArray<>(most);
    this.shared = new Limit(sharedRule, now);
  }

  /** As {@link Limit#admit}, for a key. */
  public long admit(K key, long now, int permits) {
    while (true) {
      Limit limit = limit(key, now);
      long answer = limit.admit(now, permits);
      if (answer != Meter.RETIRED) {
        return answer;
      }
    }
  }

  /** As {@link Limit#hold}, for a key. */
  public long hold(K key, long now, int permits) {
    while (true) {
      Limit limit = limit(key, now);
      long answer = limit.hold(now, permits);
      if (answer != Meter.RETIRED) {
        return answer;
      }
    }
  }

  /**
   * The limit of a key. It may be given to nobody else later on, so it is to be asked at once and
   * not kept; {@link #admit} is the safe way.
   */
  private Limit limit(K key, long now) {
    Entry<K> entry = known.get(key);
    if (entry == null) {
      return enter(key, now);
    }
    if (entry.limit.isRetired()) {
      known.remove(key, entry);
      return enter(key, now);
    }
    return entry.limit;
  }

  private Limit enter(K key, long now) {
    for (int probe = 0; probe < PROBES; probe++) {
      int place = Math.floorMod(hand.getAndIncrement(), most);
      Entry<K> old = places.get(place);
      if (old == null || old.limit.retire(now)) {
        Function<? super K, ? extends LimitRule> current = rules;
        Entry<K> fresh = new Entry<>(key, new Limit(current.apply(key), now));
        if (places.compareAndSet(place, old, fresh)) {
          forget(old);
          return settle(place, fresh, current, now);
        }
      }
    }
    crowded.increment();
    return shared;
  }

  private void forget(@Nullable Entry<K> old) {
    if (old != null) {
      known.remove(old.key, old);
      evictions.increment();
    }
  }

  private Limit settle(
      int place, Entry<K> fresh, Function<? super K, ? extends LimitRule> current, long now) {
    Entry<K> first = known.putIfAbsent(fresh.key, fresh);
    if (first != null) {
      places.compareAndSet(place, fresh, null);
      return first.limit;
    }
    if (!rules.equals(current)) {
      fresh.limit.change(rules.apply(fresh.key), now);
    }
    return fresh.limit;
  }

  /** As {@link Limit#giveBack}, for a key. */
  public void giveBack(K key, long admittedAt, int permits) {
    Entry<K> entry = known.get(key);
    (entry == null ? shared : entry.limit).giveBack(admittedAt, permits);
  }

  /** Goes on with other rules from now on; what was used is not forgotten. */
  public void change(
      Function<? super K, ? extends LimitRule> newRules, LimitRule sharedRule, long now) {
    rules = newRules;
    shared.change(sharedRule, now);
    known.forEach((key, entry) -> entry.limit.change(newRules.apply(key), now));
  }

  /** Shows every key's limit, for looking only. */
  public void forEach(BiConsumer<? super K, ? super Limit> action) {
    known.forEach((key, entry) -> action.accept(key, entry.limit));
  }

  /** The limit of those that have none of their own, for looking only. */
  public Limit shared() {
    return shared;
  }

  /** How many keys have a limit of their own. */
  public int size() {
    return known.size();
  }

  /** How many may. */
  public int most() {
    return most;
  }

  /** How often a key has lost its limit to another, nothing of it being in use. */
  public long evictions() {
    return evictions.sum();
  }

  /** How often a request had to share a limit since there was no place. */
  public long crowded() {
    return crowded.sum();
  }
}
