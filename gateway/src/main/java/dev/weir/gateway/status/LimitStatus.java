package dev.weir.gateway.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A limit at a moment.
 *
 * @param observed whether it lets all pass, and only counts
 * @param by what has a limit of its own
 * @param counts what it counts: requests, or cost, in units of about a millisecond of one shard
 * @param requests that may pass within the time, or units
 * @param keys how many have one of their own
 * @param evictions how often a key has given its place to another
 * @param crowded requests that had to share a limit, for there were too many keys
 * @param admitted requests that passed
 * @param refused those that did not, or would not have, by tenant
 * @param overLane the lane that takes what is beyond it; null if that is refused
 * @param diverted requests that went there, or would have, by tenant
 * @param mostUsed the keys that have used most
 */
public record LimitStatus(
    String name,
    boolean observed,
    String by,
    String counts,
    int requests,
    Duration within,
    int keys,
    int mostKeys,
    long evictions,
    long crowded,
    long admitted,
    Map<String, Long> refused,
    @Nullable String overLane,
    Map<String, Long> diverted,
    List<LimitUse> mostUsed) {
  public LimitStatus {
    refused = Map.copyOf(refused);
    diverted = Map.copyOf(diverted);
    mostUsed = List.copyOf(mostUsed);
  }
}
