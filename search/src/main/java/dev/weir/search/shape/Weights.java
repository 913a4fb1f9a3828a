package dev.weir.search.shape;

import java.util.concurrent.TimeUnit;

/**
 * What weighs how much, the lightest first: a binary heap over slots, so that a change costs a few
 * steps. Weights fade with time. They are kept as if they had all been put down at one moment,
 * which makes later ones heavier instead of earlier ones lighter, so that their order never changes
 * by time alone (forward decay: Cormode, Shkapenyuk, Srivastava, Xu, "Forward decay: a practical
 * time decay model for streaming systems", 2009). Used by one thread.
 */
final class Weights {
  private static final double HALF_LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** After so many half-lives all is brought back to scale. */
  private static final int MOST_DOUBLINGS = 256;

  private final double[] weights;
  private final int[] heap;
  private final int[] places;
  private int size;
  private long moment;

  Weights(int capacity, long now) {
    this.weights = new double[capacity];
    this.heap = new int[capacity];
    this.places = new int[capacity];
    this.moment = now;
  }

  /** Takes the next slot into account, which weighs nothing yet. */
  void addSlot() {
    int slot = size++;
    heap[slot] = slot;
    places[slot] = slot;
    rise(slot);
  }

  /** The slot that weighs least; there must be one. */
  int lightest() {
    return heap[0];
  }

  /** Makes a slot heavier by an amount at a moment. */
  void add(int slot, double amount, long now) {
    double doublings = Math.max(0, now - moment) / HALF_LIFE_NANOS;
    if (doublings > MOST_DOUBLINGS) {
      for (int i = 0; i < size; i++) {
        weights[i] = doublings > 1000 ? 0 : weights[i] * Math.pow(2, -doublings);
      }
      moment = now;
      doublings = 0;
    }
    weights[slot] += amount * Math.pow(2, doublings);
    sink(places[slot]);
  }

  private void rise(int from) {
    int at = from;
    while (at > 0 && weights[heap[at]] < weights[heap[(at - 1) / 2]]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void sink(int from) {
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && weights[heap[child + 1]] < weights[heap[child]]) {
        child++;
      }
      if (weights[heap[at]] <= weights[heap[child]]) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int one, int other) {
    int slot = heap[one];
    heap[one] = heap[other];
    heap[other] = slot;
    places[heap[one]] = one;
    places[heap[other]] = other;
  }
}
