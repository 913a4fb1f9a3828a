package dev.weir.flow.breaker;

/**
 * When a {@link Breaker} opens, and how it closes.
 *
 * @param slowNanos a call that takes longer is slow
 * @param slowPercent of slow and failed calls, together, that is too much, 1 to 100
 * @param failurePercent of failed calls that is too much, 1 to 100
 * @param minimumCalls in a second that make a judgement
 * @param lastingNanos how long it must have been too much
 * @param openNanos how long it stays open at first; twice as long each time that recovery fails
 * @param longestOpenNanos how long it stays open at most
 * @param stepNanos how long each step of the recovery is held at least
 * @param proofs calls that prove a step
 */
public record BreakerRule(
    long slowNanos,
    int slowPercent,
    int failurePercent,
    int minimumCalls,
    long lastingNanos,
    long openNanos,
    long longestOpenNanos,
    long stepNanos,
    int proofs) {}
