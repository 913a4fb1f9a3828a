package dev.weir.gateway.testing;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Tenant;
import org.jspecify.annotations.Nullable;

/** What an observer was told of one exchange, kept. */
public record Ended(
    String method,
    String target,
    Tenant tenant,
    @Nullable String user,
    Outcome outcome,
    int status,
    @Nullable String endpoint,
    int attempts,
    @Nullable String lane,
    long waitedNanos,
    long durationNanos,
    long upstreamNanos,
    long requestBytes,
    long responseBytes) {
  static Ended of(Request request, ExchangeEnd end) {
    return new Ended(
        request.method(),
        request.target(),
        request.tenant(),
        request.user(),
        end.outcome(),
        end.status(),
        end.endpoint(),
        end.attempts(),
        end.lane(),
        end.waitedNanos(),
        end.durationNanos(),
        end.upstreamNanos(),
        end.requestBytes(),
        end.responseBytes());
  }

  /** What cannot be true of any exchange; empty if all is well. */
  String contradictions() {
    StringBuilder found = new StringBuilder();
    if (durationNanos < 0) {
      found.append(" negative duration");
    }
    if (upstreamNanos < -1 || upstreamNanos > durationNanos) {
      found.append(" upstream time outside of the exchange");
    }
    if (waitedNanos < 0 || waitedNanos > durationNanos) {
      found.append(" waiting outside of the exchange");
    }
    if (attempts < 0 || (attempts > 0 && endpoint == null)) {
      found.append(" attempts without an endpoint");
    }
    if (requestBytes < 0 || responseBytes < 0) {
      found.append(" negative bytes");
    }
    if (outcome == Outcome.ANSWERED && (status < 200 || endpoint == null)) {
      found.append(" answered by nobody");
    }
    return found.isEmpty() ? "" : this + ":" + found;
  }
}
