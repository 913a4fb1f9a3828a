package dev.weir.search.shape;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one table knows of one shape. One thread writes, with plain additions; any reads, and may
 * see one search in some figures and not yet in others.
 */
final class ShapeFigures {
  /** So many tenants, expressions of indices, rules and operations are kept apart. */
  private static final int MOST_NAMES = 8;

  private static final int MOST_RULES = 24;

  /** An estimate follows the last so many. */
  private static final double MEMORY = 16;

  private static final int COUNT = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final int TIMED_OUT = 3;
  private static final int TOOK = 4;
  private static final int TOOK_KNOWN = 5;
  private static final int TOOK_MOST = 6;
  private static final int HITS = 7;
  private static final int HITS_KNOWN = 8;
  private static final int SHARDS = 9;
  private static final int SHARDS_KNOWN = 10;
  private static final int BYTES = 11;
  private static final int LAST_SEEN = 12;
  // The bits of doubles.
  private static final int COST = 13;
  private static final int COST_LEARNED = 14;
  private static final int COST_LATELY = 15;
  private static final int COUNT_LATELY = 16;
  private static final int AT = 17;
  private static final int TIMES = 18;

  final long fingerprint;
  private final long firstSeen;
  private final long began;
  private final AtomicLongArray figures = new AtomicLongArray(TIMES + Times.BUCKETS);
  private final NamedCounts operations = new NamedCounts(2);
  private final NamedCounts tenants = new NamedCounts(MOST_NAMES);
  private final NamedCounts indices = new NamedCounts(MOST_NAMES);
  private volatile @Nullable NamedCounts rules;
  private volatile @Nullable String sample;

  /**
   * Of a shape that is seen for the first time.
   *
   * @param now in nanoseconds of any monotonic clock
   * @param time milliseconds since 1970
   */
  ShapeFigures(long fingerprint, long now, long time) {
    this.fingerprint = fingerprint;
    this.began = now;
    this.firstSeen = time;
    figures.setPlain(AT, now);
  }

  void add(Sighting one, long now, long time) {
    add(COUNT, 1);
    figures.setOpaque(LAST_SEEN, time);
    operations.count(one.operation);
    tenants.count(one.tenant);
    if (one.indices != null) {
      indices.count(one.indices);
    }
    for (int i = 0; i < one.rules.size(); i++) {
      rules().count(one.rules.get(i));
    }
    if (one.sample != null) {
      sample = one.sample;
    }
    switch (one.ending) {
      case ANSWERED -> addTimes(one);
      case FAILED -> {
        add(FAILED, 1);
        addTimes(one);
      }
      case REFUSED -> add(REFUSED, 1);
    }
    addCost(one, now);
  }

  private NamedCounts rules() {
    NamedCounts known = rules;
    if (known == null) {
      known = new NamedCounts(MOST_RULES);
      rules = known;
    }
    return known;
  }

  private void addTimes(Sighting one) {
    add(TIMES + Times.bucket(one.nanos), 1);
    add(BYTES, one.bytes);
    add(TIMED_OUT, one.timedOut ? 1 : 0);
    if (one.took >= 0) {
      add(TOOK, one.took);
      add(TOOK_KNOWN, 1);
      figures.setOpaque(TOOK_MOST, Math.max(figures.getPlain(TOOK_MOST), one.took));
    }
    if (one.hits >= 0) {
      add(HITS, one.hits);
      add(HITS_KNOWN, 1);
    }
    if (one.shards >= 0) {
      add(SHARDS, one.shards);
      add(SHARDS_KNOWN, 1);
    }
  }

  private void addCost(Sighting one, long now) {
    double left = Lately.left(now - figures.getPlain(AT));
    figures.setOpaque(AT, now);
    set(COUNT_LATELY, get(COUNT_LATELY) * left + 1);
    set(COST_LATELY, get(COST_LATELY) * left + one.cost);
    if (one.ending != Ending.REFUSED) {
      set(COST, get(COST) + one.cost);
      double before = get(COST_LEARNED);
      long executed = figures.getPlain(COUNT) - figures.getPlain(REFUSED);
      set(COST_LEARNED, before + (one.cost - before) / Math.min((double) executed, MEMORY));
    }
  }

  private void add(int figure, long more) {
    // One writer: a plain addition that other threads see in time, without a fence.
    figures.setOpaque(figure, figures.getPlain(figure) + more);
  }

  private double get(int figure) {
    return Double.longBitsToDouble(figures.getOpaque(figure));
  }

  private void set(int figure, double value) {
    figures.setOpaque(figure, Double.doubleToRawLongBits(value));
  }

  /** How many of it have been executed. */
  long executed() {
    return figures.getOpaque(COUNT) - figures.getOpaque(REFUSED);
  }

  /** What one of it has cost of late; 0 if none was executed. */
  double learnedCost() {
    return get(COST_LEARNED);
  }

  boolean hasSample() {
    return sample != null;
  }

  /** Adds what is known here to a sum over tables. */
  void addTo(ShapeSum sum, long now) {
    long executed = executed();
    sum.count += figures.getOpaque(COUNT);
    sum.failed += figures.getOpaque(FAILED);
    sum.refused += figures.getOpaque(REFUSED);
    sum.timedOut += figures.getOpaque(TIMED_OUT);
    sum.took += figures.getOpaque(TOOK);
    sum.tookKnown += figures.getOpaque(TOOK_KNOWN);
    sum.tookMost = Math.max(sum.tookMost, figures.getOpaque(TOOK_MOST));
    sum.hits += figures.getOpaque(HITS);
    sum.hitsKnown += figures.getOpaque(HITS_KNOWN);
    sum.shards += figures.getOpaque(SHARDS);
    sum.shardsKnown += figures.getOpaque(SHARDS_KNOWN);
    sum.bytes += figures.getOpaque(BYTES);
    sum.firstSeen = Math.min(sum.firstSeen, firstSeen);
    sum.lastSeen = Math.max(sum.lastSeen, figures.getOpaque(LAST_SEEN));
    double left = Lately.left(now - figures.getOpaque(AT));
    sum.costLately += get(COST_LATELY) * left;
    sum.rate += Lately.eachSecond(get(COUNT_LATELY) * left, now - began);
    sum.cost += get(COST);
    sum.learned += get(COST_LEARNED) * executed;
    sum.executed += executed;
    Times.addTo(sum.times, figures, TIMES);
    operations.addTo(sum.operations);
    tenants.addTo(sum.tenants);
    indices.addTo(sum.indices);
    NamedCounts found = rules;
    if (found != null) {
      found.addTo(sum.rules);
    }
    if (sum.sample == null) {
      sum.sample = sample;
    }
  }
}
