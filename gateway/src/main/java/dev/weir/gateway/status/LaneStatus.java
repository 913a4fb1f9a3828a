package dev.weir.gateway.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lane at a moment.
 *
 * @param observed whether it lets all pass, and only counts
 * @param bound most requests under way
 * @param adaptive whether the bound is found
 * @param finding what the bound tells: room, many_requests, slow_cluster
 * @param active requests under way
 * @param mostActive the most that have been, as far as was looked: ten times a second
 * @param waiting requests that wait
 * @param mostWaiting how many may
 * @param admitted requests that entered
 * @param waited those that had to wait first, so far
 * @param waitedNanos how long they had to, all together
 * @param longestWaitNanos the longest of them
 * @param endpoints names of those that it has of its cluster's; null if that is all
 * @param refused those that did not enter, or would not have at once, by tenant
 */
public record LaneStatus(
    String name,
    String cluster,
    boolean observed,
    int bound,
    boolean adaptive,
    String finding,
    int active,
    int mostActive,
    int waiting,
    int mostWaiting,
    long admitted,
    long waited,
    long waitedNanos,
    long longestWaitNanos,
    @Nullable List<String> endpoints,
    Map<String, Long> refused) {
  public LaneStatus {
    endpoints = endpoints == null ? null : List.copyOf(endpoints);
    refused = Map.copyOf(refused);
  }
}
