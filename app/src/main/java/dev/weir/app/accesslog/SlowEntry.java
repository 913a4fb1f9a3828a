package dev.weir.app.accesslog;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.shape.Visit;
import dev.weir.search.Operation;
import dev.weir.search.answer.AnswerFigures;
import dev.weir.search.shape.ShapeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a slow search until its line is written. Texts that come from the client are cut,
 * so that a full queue is bounded in bytes, too.
 *
 * @param time milliseconds since 1970
 * @param shape of several searches, of the first
 * @param took milliseconds of the engine; -1 if it has not said
 * @param hits -1 if the engine has not said
 * @param shards -1 if the engine has not said
 */
record SlowEntry(
    long time,
    String shape,
    int searches,
    Operation operation,
    String tenant,
    @Nullable String indices,
    List<String> rules,
    int status,
    Outcome outcome,
    @Nullable String endpoint,
    @Nullable String lane,
    long durationNanos,
    long waitedNanos,
    long took,
    boolean timedOut,
    long hits,
    int shards,
    double expected,
    double cost,
    long responseBytes,
    @Nullable String opaqueId,
    @Nullable String traceparent) {
  private static final int LONGEST_TEXT = 256;

  /** Copies what the line needs; called within the observer's call. */
  static SlowEntry of(long time, Request request, Visit visit, ExchangeEnd end) {
    AnswerFigures answer = visit.answer();
    return new SlowEntry(
        time,
        ShapeId.text(visit.fingerprint(0)),
        visit.searches(),
        request.operation(),
        request.tenant().name(),
        cut(request.indices()),
        visit.rules(),
        end.status(),
        end.outcome(),
        end.endpoint(),
        end.lane(),
        end.durationNanos(),
        end.waitedNanos(),
        answer.took(),
        answer.timedOut(),
        answer.hits(),
        answer.shards(),
        visit.predicted(),
        visit.cost(end),
        end.responseBytes(),
        cut(request.headers().get("x-opaque-id")),
        cut(request.headers().get("traceparent")));
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "…";
  }
}
