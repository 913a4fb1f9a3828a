package dev.weir.flow.limit;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit for each key: a tenant, an address, a user. There are so many at most. A new key may take
 * the place of one of which nothing is in use; while there is none, new keys share one limit. So
 * nobody gets more than is due by being forgotten, however many keys someone makes up.
 *
 * <p>Safe from any thread; asking for a key that is known takes no lock and allocates nothing.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 */
public final class KeyedLimits<K> {
  private final KeyedPlaces<K, Limit> places;
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
    this.places = new KeyedPlaces<>(new Made(), most);
    this.shared = new Limit(sharedRule, now);
  }

  private final class Made implements KeyedPlaces.Maker<K, Limit> {
    @Override
    public Limit make(K key, long now) {
      return new Limit(rules.apply(key), now);
    }

    @Override
    public void settled(K key, Limit limit, long now) {
      LimitRule rule = rules.apply(key);
      if (!rule.equals(limit.rule())) {
        limit.change(rule, now);
      }
    }
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

  /** As {@link Limit#charge}, for a key. */
  public void charge(K key, long now, int permits) {
    Limit limit;
    do {
      limit = limit(key, now);
      limit.charge(now, permits);
    } while (limit.isRetired());
  }

  private Limit limit(K key, long now) {
    Limit own = places.get(key, now);
    return own == null ? shared : own;
  }

  /** As {@link Limit#giveBack}, for a key. */
  public void giveBack(K key, long admittedAt, int permits) {
    @Nullable Limit own = places.find(key);
    (own == null ? shared : own).giveBack(admittedAt, permits);
  }

  /** Goes on with other rules from now on; what was used is not forgotten. */
  public void change(
      Function<? super K, ? extends LimitRule> newRules, LimitRule sharedRule, long now) {
    rules = newRules;
    shared.change(sharedRule, now);
    places.forEach((key, limit) -> limit.change(newRules.apply(key), now));
  }

  /** Shows every key's limit, for looking only. */
  public void forEach(BiConsumer<? super K, ? super Limit> action) {
    places.forEach(action);
  }

  /** The limit of those that have none of their own, for looking only. */
  public Limit shared() {
    return shared;
  }

  /** How many keys have a limit of their own. */
  public int size() {
    return places.size();
  }

  /** How many may. */
  public int most() {
    return places.most();
  }

  /** How often a key has lost its limit to another, nothing of it being in use. */
  public long evictions() {
    return places.evictions();
  }

  /** How often a request had to share a limit since there was no place. */
  public long crowded() {
    return places.crowded();
  }
}
