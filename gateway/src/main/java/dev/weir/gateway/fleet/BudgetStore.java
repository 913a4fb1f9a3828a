package dev.weir.gateway.fleet;

import dev.weir.flow.limit.LimitRule.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where the gateways of a fleet keep the budgets that they share. Nothing blocks; what fails,
 * completes exceptionally, at once if there is no connection. Connections are made when something
 * is asked. Safe from any thread; answers may come on any.
 */
public interface BudgetStore extends AutoCloseable {
  /**
   * Wants permits of a budget.
   *
   * @param key of the budget, at most {@link #LONGEST_KEY} characters of ASCII
   * @param budget as it is now; what was used before stays used if it has changed
   * @param wanted permits to be given if they are there
   * @param passed permits that were passed before they were given, less those that were given and
   *     not used; taken off first, whatever is left
   */
  record Take(String key, TokenBucket budget, long wanted, long passed) {}

  /**
   * What came of that.
   *
   * @param given permits, at most those that were wanted
   * @param moreInNanos when there will be more, by the store's own clock
   * @param fullInNanos when nothing of the budget will be in use; the store forgets it then
   */
  record Taken(long given, long moreInNanos, long fullInNanos) {}

  /** The longest key. */
  int LONGEST_KEY = 200;

  /** Takes of several budgets in one call; the answers are in the same order. */
  CompletionStage<List<Taken>> take(List<Take> takes);

  /**
   * Tells that a gateway is there.
   *
   * @param gateway its name
   * @param memory for so long it counts
   * @return how many count
   */
  CompletionStage<Integer> beat(String gateway, Duration memory);

  /** Ends the connection, since nothing comes on it; the next question makes another one. */
  void hangUp();

  @Override
  void close();
}
