package dev.weir.gateway.testing;

import dev.weir.flow.limit.LimitRule.TokenBucket;
import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.fleet.BudgetStoreFactory;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A store of budgets in the memory of a test, which can be away or frozen. Tokens only come when
 * the test says so. Safe from any thread.
 */
public final class SharedBudgets implements BudgetStoreFactory {
  /** How it is with the store. */
  public enum Mood {
    THERE,
    AWAY,
    FROZEN
  }

  private final Map<String, Double> used = new TreeMap<>();
  private final Set<String> gateways = new HashSet<>();
  private final List<RedisSettings> opened = new ArrayList<>();
  private Mood mood = Mood.THERE;
  private int takes;
  private int closed;
  private int hungUp;

  /** From now on it is so. */
  public synchronized void become(Mood wanted) {
    mood = wanted;
  }

  /** Takes permits as another gateway would. */
  public synchronized void use(String key, int permits) {
    used.merge(key, (double) permits, Double::sum);
  }

  /** All that was used, by key. */
  public synchronized Map<String, Double> used() {
    return new TreeMap<>(used);
  }

  /** Other gateways that beat. */
  public synchronized void join(String gateway) {
    gateways.add(gateway);
  }

  /** How often permits were taken. */
  public synchronized int takes() {
    return takes;
  }

  /** Where stores were opened, in order. */
  public synchronized List<RedisSettings> opened() {
    return List.copyOf(opened);
  }

  /** How many of them were closed. */
  public synchronized int closed() {
    return closed;
  }

  /** How often a connection was given up. */
  public synchronized int hungUp() {
    return hungUp;
  }

  @Override
  public synchronized BudgetStore open(FleetSettings fleet, RedisSettings redis) {
    opened.add(redis);
    return new Connected();
  }

  private synchronized <T> CompletionStage<T> answer(Supplier<T> answer) {
    return switch (mood) {
      case THERE -> CompletableFuture.completedFuture(answer.get());
      case AWAY -> CompletableFuture.failedFuture(new IOException("away"));
      case FROZEN -> new CompletableFuture<>();
    };
  }

  private List<BudgetStore.Taken> take(List<BudgetStore.Take> all) {
    List<BudgetStore.Taken> taken = new ArrayList<>();
    for (BudgetStore.Take take : all) {
      TokenBucket budget = take.budget();
      double before = Math.max(0, used.getOrDefault(take.key(), 0.0) + take.passed());
      long given = Math.clamp((long) (budget.burst() - before), 0, take.wanted());
      used.put(take.key(), before + given);
      long full = (long) ((before + given) * budget.nanos() / budget.permits());
      taken.add(new BudgetStore.Taken(given, 50_000_000, full));
      takes++;
    }
    return taken;
  }

  private final class Connected implements BudgetStore {
    private final List<CompletableFuture<?>> open = new ArrayList<>();

    private <T> CompletionStage<T> kept(CompletionStage<T> answer) {
      open.add(answer.toCompletableFuture());
      return answer;
    }

    @Override
    public CompletionStage<List<Taken>> take(List<Take> takes) {
      return kept(answer(() -> SharedBudgets.this.take(takes)));
    }

    @Override
    public CompletionStage<Integer> beat(String gateway, Duration memory) {
      return kept(
          answer(
              () -> {
                gateways.add(gateway);
                return gateways.size();
              }));
    }

    @Override
    public void hangUp() {
      synchronized (SharedBudgets.this) {
        hungUp++;
      }
      open.forEach(each -> each.completeExceptionally(new IOException("hung up")));
      open.clear();
    }

    @Override
    public void close() {
      hangUp();
      synchronized (SharedBudgets.this) {
        closed++;
      }
    }
  }
}
