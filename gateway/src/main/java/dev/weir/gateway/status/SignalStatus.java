package dev.weir.gateway.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can turn a switch, at a moment.
 *
 * @param name what is measured, in words
 * @param unit of its value and bounds
 * @param value {@link Double#NaN} if it is not known
 * @param onAbove it turns the switch on once it has been above this
 * @param onAfter for so long
 * @param offBelow and off once it has been below this
 * @param offAfter for so long
 * @param turnedIt whether the switch is on for this
 * @param problem why it is not known; null if there is no reason but too little traffic
 */
public record SignalStatus(
    String name,
    String unit,
    double value,
    double onAbove,
    Duration onAfter,
    double offBelow,
    Duration offAfter,
    boolean turnedIt,
    @Nullable String problem) {}
