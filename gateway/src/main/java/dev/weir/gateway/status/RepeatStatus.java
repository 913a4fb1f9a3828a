package dev.weir.gateway.status;

/**
 * How often requests to a cluster were sent again since the start.
 *
 * @param retries requests sent again after a failure
 * @param partialAnswers of them, those after an answer in which shards had failed
 * @param hedges reads sent to a second node because the first was slow
 * @param hedgesWon of them, those that the second node answered
 * @param overBudget retries and hedges that were not made because the budget was spent
 */
public record RepeatStatus(
    long retries, long partialAnswers, long hedges, long hedgesWon, long overBudget) {}
