package dev.weir.flow.lease;

/**
 * A question to the shared store. It takes what has been passed already off the budget, whatever is
 * left of that, then grants as much of what is wanted as there is, and tells when there will be
 * more; both in one step.
 *
 * @param number of this question; each has its own
 * @param wanted permits that are to be granted if they are there
 * @param passed permits that were passed before they were granted, less those that were granted and
 *     not used; may be below 0
 * @param at when the question was made, in nanoseconds
 */
public record Ask(long number, long wanted, long passed, long at) {}
