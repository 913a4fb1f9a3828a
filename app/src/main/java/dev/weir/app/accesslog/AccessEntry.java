package dev.weir.app.accesslog;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Judgement;
import dev.weir.gateway.query.Rewording;
import dev.weir.search.Operation;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an exchange until its line is written. Texts that come from the client are cut,
 * so that a full queue is bounded in bytes, too.
 *
 * @param time milliseconds since 1970
 */
record AccessEntry(
    long time,
    InetSocketAddress client,
    String method,
    String target,
    String route,
    String tenant,
    Operation operation,
    int status,
    Outcome outcome,
    @Nullable String endpoint,
    int attempts,
    @Nullable String lane,
    long waitedNanos,
    long durationNanos,
    long upstreamNanos,
    long requestBytes,
    long responseBytes,
    @Nullable Judgement judgement,
    @Nullable String rewritten,
    @Nullable String opaqueId,
    @Nullable String traceparent) {

  private static final int LONGEST_TARGET = 2048;
  private static final int LONGEST_TEXT = 256;

  /** Copies what the line needs; called within the observer's call. */
  static AccessEntry of(long time, Request request, ExchangeEnd end) {
    return new AccessEntry(
        time,
        request.client(),
        cut(request.method(), LONGEST_TEXT),
        cut(request.target(), LONGEST_TARGET),
        request.route(),
        request.tenant().name(),
        request.operation(),
        end.status(),
        end.outcome(),
        end.endpoint(),
        end.attempts(),
        end.lane(),
        end.waitedNanos(),
        end.durationNanos(),
        end.upstreamNanos(),
        end.requestBytes(),
        end.responseBytes(),
        request.attribute(Judgement.KEY),
        rewritten(request),
        header(request, "x-opaque-id"),
        header(request, "traceparent"));
  }

  private static @Nullable String rewritten(Request request) {
    Rewording rewording = request.attribute(Rewording.KEY);
    return rewording == null ? null : String.join(",", rewording.ids());
  }

  private static @Nullable String header(Request request, String name) {
    String value = request.headers().get(name);
    return value == null ? null : cut(value, LONGEST_TEXT);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
