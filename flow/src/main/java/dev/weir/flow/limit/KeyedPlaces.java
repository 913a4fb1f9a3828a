package dev.weir.flow.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Something for each key, at most so many. A new key may take the place of one of which nothing is
 * in use, since that is as good as new whenever it comes back.
 *
 * <p>Safe from any thread; asking for a key that is known takes no lock and allocates nothing. Not
 * Caffeine: it evicts what is asked for least, whether it is used up or not, and who had been
 * evicted would begin anew.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 * @param <V> what each key has
 */
public final class KeyedPlaces<K, V extends Retirable> {
  /** Makes what keys have. */
  public interface Maker<K, V> {
    V make(K key, long now);

    /** It can be found now; what has changed since it was made is to be made good. */
    void settled(K key, V value, long now);
  }

  /** A new key looks at so many others for a place. */
  private static final int PROBES = 8;

  private record Entry<K, V>(K key, V value) {}

  private final Maker<K, V> maker;
  private final int most;
  private final ConcurrentHashMap<K, Entry<K, V>> known = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Entry<K, V>> places;
  private final AtomicInteger hand = new AtomicInteger();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder crowded = new LongAdder();

  /**
   * Without any key yet.
   *
   * @param most how many keys may have a place, at least 1
   */
  public KeyedPlaces(Maker<K, V> maker, int most) {
    this.maker = maker;
    this.most = most;
    this.places = new AtomicReferenceArray<>(most);
  }

  /**
   * What a key has. It may be given to nobody else later on, and is retired then; so it is to be
   * asked at once and not kept.
   *
   * @return null if there is no place for it
   */
  public @Nullable V get(K key, long now) {
    Entry<K, V> entry = known.get(key);
    if (entry == null) {
      return enter(key, now);
    }
    if (entry.value.isRetired()) {
      known.remove(key, entry);
      return enter(key, now);
    }
    return entry.value;
  }

  /** What a key has, if it has a place. */
  public @Nullable V find(K key) {
    Entry<K, V> entry = known.get(key);
    return entry == null ? null : entry.value;
  }

  private @Nullable V enter(K key, long now) {
    for (int probe = 0; probe < PROBES; probe++) {
      int place = Math.floorMod(hand.getAndIncrement(), most);
      Entry<K, V> old = places.get(place);
      if (old == null || old.value.retire(now)) {
        Entry<K, V> fresh = new Entry<>(key, maker.make(key, now));
        if (places.compareAndSet(place, old, fresh)) {
          forget(old);
          return settle(place, fresh, now);
        }
      }
    }
    crowded.increment();
    return null;
  }

  private void forget(@Nullable Entry<K, V> old) {
    if (old != null) {
      known.remove(old.key, old);
      evictions.increment();
    }
  }

  private V settle(int place, Entry<K, V> fresh, long now) {
    Entry<K, V> first = known.putIfAbsent(fresh.key, fresh);
    if (first != null) {
      places.compareAndSet(place, fresh, null);
      return first.value;
    }
    maker.settled(fresh.key, fresh.value, now);
    return fresh.value;
  }

  /** Shows all. */
  public void forEach(BiConsumer<? super K, ? super V> action) {
    known.forEach((key, entry) -> action.accept(key, entry.value));
  }

  /** How many keys have a place. */
  public int size() {
    return known.size();
  }

  /** How many may. */
  public int most() {
    return most;
  }

  /** How often a key has lost its place to another, nothing being in use. */
  public long evictions() {
    return evictions.sum();
  }

  /** How often there was no place. */
  public long crowded() {
    return crowded.sum();
  }
}
