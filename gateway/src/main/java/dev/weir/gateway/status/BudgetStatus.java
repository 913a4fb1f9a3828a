package dev.weir.gateway.status;

/**
 * A gateway's part of a budget that the fleet shares, at a moment.
 *
 * @param limit whose budget it is
 * @param shareRate permits a second that pass here while the store is away
 * @param shareBurst permits that may pass at once then
 * @param left permits that were taken, and may still be used
 * @param asks how often permits were taken
 * @param taken permits, since the start
 */
public record BudgetStatus(
    String limit, double shareRate, long shareBurst, long left, long asks, long taken) {}
