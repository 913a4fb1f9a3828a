package dev.weir.search.shape;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of searches that cost most, in a bounded space: a new one takes the place of the one
 * that has cost least of late, and its weight with it, so that a shape that has cost more than one
 * part in as many as there are places is always there, however many others pass by (Space-Saving:
 * Metwally, Agrawal, El Abbadi, "Efficient computation of frequent and top-k elements in data
 * streams", 2005; with costs in place of counts, which fade).
 *
 * <p>One thread records, without a lock; any thread reads.
 */
public final class ShapeTable {
  /** What a search weighs that has cost nothing. */
  private static final double LEAST_WEIGHT = 0.01;

  /** New shapes of which a sample is taken, in a second. */
  private static final int SAMPLES_PER_SECOND = 20;

  private static final long SECOND = 1_000_000_000;

  private final AtomicReferenceArray<@Nullable ShapeFigures> figures;
  private final Slots slots;
  private final Weights weights;
  private final AtomicLong evicted = new AtomicLong();
  private final ShapeTotal total;
  private int size;
  private long sampledAt;
  private int sampled;

  /**
   * An empty table.
   *
   * @param most places, at least 1
   * @param now in nanoseconds of any monotonic clock
   */
  public ShapeTable(int most, long now) {
    this.figures = new AtomicReferenceArray<>(most);
    this.slots = new Slots(most);
    this.weights = new Weights(most, now);
    this.total = new ShapeTotal(now);
    this.sampledAt = now - SECOND;
  }

  /**
   * Records a search.
   *
   * @param time milliseconds since 1970
   */
  public void record(Sighting one, long now, long time) {
    int slot = slots.find(one.fingerprint);
    if (slot == Slots.NONE) {
      slot = size < figures.length() ? addSlot() : evict();
      slots.put(one.fingerprint, slot);
      ShapeFigures fresh = new ShapeFigures(one.fingerprint, now, time);
      fresh.add(one, now, time);
      figures.setRelease(slot, fresh);
    } else {
      known(slot).add(one, now, time);
    }
    weights.add(slot, one.cost + LEAST_WEIGHT, now);
    total.add(one.cost, now);
  }

  private int addSlot() {
    weights.addSlot();
    return size++;
  }

  private int evict() {
    int slot = weights.lightest();
    slots.remove(known(slot).fingerprint);
    evicted.setOpaque(evicted.getPlain() + 1);
    return slot;
  }

  private ShapeFigures known(int slot) {
    ShapeFigures known = figures.getPlain(slot);
    if (known == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return known;
  }

  /**
   * What one search of a shape has cost here of late; below 0 if none has been executed. For the
   * recording thread.
   */
  public double learnedCost(long fingerprint) {
    int slot = slots.find(fingerprint);
    return slot == Slots.NONE || known(slot).executed() == 0 ? -1 : known(slot).learnedCost();
  }

  /** How many of a shape have been executed here. For the recording thread. */
  public long executed(long fingerprint) {
    int slot = slots.find(fingerprint);
    return slot == Slots.NONE ? 0 : known(slot).executed();
  }

  /**
   * Whether a search of a shape should bring a sample along: there is none yet, and few others have
   * brought one lately. For the recording thread.
   */
  public boolean wantsSample(long fingerprint, long now) {
    int slot = slots.find(fingerprint);
    if (slot != Slots.NONE && known(slot).hasSample()) {
      return false;
    }
    if (now - sampledAt >= SECOND) {
      sampledAt = now;
      sampled = 0;
    }
    return sampled++ < SAMPLES_PER_SECOND;
  }

  /** How many shapes have been forgotten for others. From any thread. */
  public long evicted() {
    return evicted.getOpaque();
  }

  int most() {
    return figures.length();
  }

  @Nullable ShapeFigures figures(int slot) {
    return figures.getAcquire(slot);
  }

  ShapeTotal total() {
    return total;
  }
}
