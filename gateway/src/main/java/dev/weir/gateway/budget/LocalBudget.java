package dev.weir.gateway.budget;

import dev.weir.flow.limit.KeyedLimits;
import dev.weir.flow.limit.LimitRule;

/** A budget of this gateway alone. */
public final class LocalBudget implements Budget {
  private final KeyedLimits<Object> limits;

  public LocalBudget(LimitRule rule, int mostKeys, long now) {
    this.limits = new KeyedLimits<>(key -> rule, rule, mostKeys, now);
  }

  /** Goes on with another rule; what was used is not forgotten. */
  public void change(LimitRule rule, long now) {
    limits.change(key -> rule, rule, now);
  }

  @Override
  public long admit(Object key, long now, int permits) {
    return limits.admit(key, now, permits);
  }

  @Override
  public long hold(Object key, long now, int permits) {
    return limits.hold(key, now, permits);
  }

  @Override
  public void giveBack(Object key, long admittedAt, int permits) {
    limits.giveBack(key, admittedAt, permits);
  }

  @Override
  public void charge(Object key, long now, int permits) {
    limits.charge(key, now, permits);
  }

  @Override
  public int keys() {
    return limits.size();
  }

  @Override
  public int mostKeys() {
    return limits.most();
  }

  @Override
  public long evictions() {
    return limits.evictions();
  }

  @Override
  public long crowded() {
    return limits.crowded();
  }

  @Override
  public void forEach(long now, Uses uses) {
    limits.forEach((key, limit) -> uses.accept(key, limit.used(now), limit.bound()));
  }
}
