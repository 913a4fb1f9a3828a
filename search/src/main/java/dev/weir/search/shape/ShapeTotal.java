package dev.weir.search.shape;

import java.util.concurrent.atomic.AtomicLongArray;

/** All searches of one table, those of forgotten shapes included. One thread adds, any reads. */
final class ShapeTotal {
  private static final int COUNT = 0;
  private static final int COST_LATELY = 1;
  private static final int COUNT_LATELY = 2;
  private static final int AT = 3;
  private static final int COST = 4;

  private final long began;
  private final AtomicLongArray figures = new AtomicLongArray(5);

  ShapeTotal(long now) {
    this.began = now;
    figures.setPlain(AT, now);
  }

  void add(double cost, long now) {
    double left = Lately.left(now - figures.getPlain(AT));
    figures.setOpaque(COUNT, figures.getPlain(COUNT) + 1);
    set(COST, get(COST) + cost);
    set(COST_LATELY, get(COST_LATELY) * left + cost);
    set(COUNT_LATELY, get(COUNT_LATELY) * left + 1);
    figures.setOpaque(AT, now);
  }

  private double get(int figure) {
    return Double.longBitsToDouble(figures.getOpaque(figure));
  }

  private void set(int figure, double value) {
    figures.setOpaque(figure, Double.doubleToRawLongBits(value));
  }

  long count() {
    return figures.getOpaque(COUNT);
  }

  /** Units of cost in all. */
  double cost() {
    return get(COST);
  }

  /** Units of cost of late, faded. */
  double costLately(long now) {
    return get(COST_LATELY) * Lately.left(now - figures.getOpaque(AT));
  }

  /** Units of cost each second, of late. */
  double costRate(long now) {
    return Lately.eachSecond(costLately(now), now - began);
  }

  /** Searches each second, of late. */
  double rate(long now) {
    double sum = get(COUNT_LATELY) * Lately.left(now - figures.getOpaque(AT));
    return Lately.eachSecond(sum, now - began);
  }
}
