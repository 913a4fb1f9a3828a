package dev.weir.gateway.tenant;

import dev.weir.gateway.filter.Refusal;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is known of a request's sender. */
public sealed interface Identification permits Known, Identification.Refused, Identification.Later {
  /**
   * It may not go on.
   *
   * @param challenges values of {@code WWW-Authenticate}: what could be shown instead
   */
  record Refused(Refusal refusal, List<String> challenges) implements Identification {
    public Refused {
      challenges = List.copyOf(challenges);
    }
  }

  /**
   * It takes time to find out. The stage completes on another thread; what it gives is to be {@link
   * Identifier#settle settled} on the exchange's event loop.
   */
  record Later(CompletionStage<Verdict> verdict) implements Identification {}
}
