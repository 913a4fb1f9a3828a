package dev.weir.gateway.query;

import dev.weir.gateway.status.RewriteStatus;
import dev.weir.search.rewrite.Rewrite;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What a rewrite has done so far. Outlasts settings; safe from any thread. */
final class RewriteRecord {
  private final LongAdder applied = new LongAdder();
  private final LongAdder compared = new LongAdder();
  private final LongAdder diverged = new LongAdder();

  void applied() {
    applied.increment();
  }

  /** Answers were compared. */
  void compared(boolean alike) {
    (alike ? compared : diverged).increment();
    if (!alike) {
      compared.increment();
    }
  }

  RewriteStatus status(Rewrite rewrite, boolean on, int shapesOff) {
    return new RewriteStatus(
        rewrite.id(),
        rewrite.description(),
        rewrite.kind().name().toLowerCase(Locale.ROOT),
        on,
        applied.sum(),
        compared.sum(),
        diverged.sum(),
        shapesOff);
  }
}
