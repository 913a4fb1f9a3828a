package dev.weir.flow.balance;

import java.util.concurrent.TimeUnit;

/**
 * How much of a figure is left after a time, when half of it goes in every half-life. From a table:
 * an exponential costs more than all the rest of a decision. Exact to 0.01 %. Immutable.
 */
final class HalfLife {
  /** Fractions of a half-life, linear between them. */
  private static final int STEPS = 64;

  private static final float[] LEFT = new float[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      LEFT[i] = (float) Math.pow(2, -i / (double) STEPS);
    }
  }

  private final float stepsPerTick;

  /**
   * A half-life.
   *
   * @param nanos above 0
   */
  HalfLife(long nanos) {
    this.stepsPerTick = (float) ((double) STEPS * (1L << Stamped.TICK_BITS) / nanos);
  }

  /** A half-life in seconds. */
  static HalfLife ofSeconds(long seconds) {
    return new HalfLife(TimeUnit.SECONDS.toNanos(seconds));
  }

  /**
   * What is left of 1.
   *
   * @param ticks of {@link Stamped}; nothing goes before 0
   */
  float left(int ticks) {
    if (ticks <= 0) {
      return 1;
    }
    float steps = ticks * stepsPerTick;
    if (steps >= 32 * STEPS) {
      return 0;
    }
    int whole = (int) steps;
    int index = whole % STEPS;
    float left = LEFT[index] + (LEFT[index + 1] - LEFT[index]) * (steps - whole);
    return Math.scalb(left, -(whole / STEPS));
  }
}
