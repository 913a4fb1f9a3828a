package dev.weir.gateway.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A switch at a moment.
 *
 * @param observed whether it lets all pass, and only counts
 * @param cause why it is what it is; empty if it was never turned
 * @param measured the value of the signal that has turned it last, then; {@link Double#NaN} if none
 *     has
 * @param since when it is what it is
 * @param heldUntil when the hand lets go that holds it; null if none does
 * @param turns how often it has been turned, on or off
 * @param touched requests to which it has made a difference, or would have
 * @param refused those that it has turned away, or would have, by tenant
 * @param hindered those that were refused, or had to wait, because of a limit or a lane that it
 *     lowers, or would have been, by tenant
 * @param recalled those that it has answered from memory instead, or would have, by tenant
 * @param memory what it remembers of answers; null if that is nothing
 * @param effects what it gives up, in words
 */
public record SwitchStatus(
    String name,
    boolean observed,
    boolean on,
    String cause,
    double measured,
    Instant since,
    @Nullable Instant heldUntil,
    long turns,
    long touched,
    Map<String, Long> refused,
    Map<String, Long> hindered,
    Map<String, Long> recalled,
    @Nullable MemoryStatus memory,
    List<String> effects,
    List<SignalStatus> signals) {
  public SwitchStatus {
    refused = Map.copyOf(refused);
    hindered = Map.copyOf(hindered);
    recalled = Map.copyOf(recalled);
    effects = List.copyOf(effects);
    signals = List.copyOf(signals);
  }
}
