package dev.weir.gateway.upstream;

import dev.weir.gateway.status.RepeatStatus;
import java.util.concurrent.atomic.LongAdder;

/** How often requests to a cluster were sent again, and what came of it. Safe from any thread. */
public record RepeatCounts(
    LongAdder retries,
    LongAdder partialAnswers,
    LongAdder hedges,
    LongAdder hedgesWon,
    LongAdder overBudget) {

  RepeatCounts() {
    this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }

  RepeatStatus status() {
    return new RepeatStatus(
        retries.sum(), partialAnswers.sum(), hedges.sum(), hedgesWon.sum(), overBudget.sum());
  }
}
