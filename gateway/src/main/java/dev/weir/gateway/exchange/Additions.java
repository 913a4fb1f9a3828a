package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is added to a target for one attempt, so that the node does what the gateway knows. */
final class Additions {
  private static final String PREFERENCE = "preference";

  private Additions() {}

  /**
   * A head for one attempt alone; null if the request's own serves.
   *
   * @param other whether the request's own does not, in any case
   */
  static @Nullable ByteBuf head(
      Exchange exchange,
      UpstreamCluster cluster,
      EndpointChoice choice,
      Replay replay,
      boolean other) {
    long now = System.nanoTime();
    String preference = mayPrefer(exchange.operation()) ? choice.preference(now) : null;
    NodeDeadline told = cluster.settings().nodeDeadline();
    boolean tells = replay.isBounded() && told != NodeDeadline.NONE;
    if (preference == null && !other && !tells) {
      return null;
    }
    long left = tells ? TimeUnit.NANOSECONDS.toMillis(replay.deadline().left(now)) : -1;
    Head head = exchange.requestHead();
    String addition = of(exchange.request(), head, preference, told, left);
    return addition == null && !other
        ? null
        : OutboundHead.again(exchange, head, exchange.request(), cluster, addition);
  }

  /**
   * The parameters, in the form of a query.
   *
   * @param preference which nodes' copies are wanted; null if any
   * @param leftMillis until the request's deadline; below zero if the node is not told
   * @return null if nothing is added
   */
  private static @Nullable String of(
      RequestView view,
      Head head,
      @Nullable String preference,
      NodeDeadline told,
      long leftMillis) {
    String query = null;
    if (preference != null && canPrefer(view, head)) {
      query = PREFERENCE + "=" + preference;
    }
    String parameter = leftMillis < 0 ? null : told.parameter(view.operation());
    if (parameter != null && !has(view, head, parameter)) {
      String deadline = parameter + "=" + Math.max(1, leftMillis) + "ms";
      query = query == null ? deadline : query + "&" + deadline;
    }
    return query;
  }

  /** Engines refuse a preference beside a point in time, which only searches of no index have. */
  private static boolean canPrefer(RequestView view, Head head) {
    boolean takesOne =
        switch (view.operation()) {
          case SEARCH, COUNT -> !view.path().startsWith("/_") && !view.path().startsWith("_");
          case GET_DOCUMENT, MULTI_GET -> true;
          default -> false;
        };
    return takesOne && !has(view, head, PREFERENCE);
  }

  private static boolean has(RequestView view, Head head, String parameter) {
    if (view.isTargetChanged()) {
      String query = view.query();
      return query != null && query.contains(parameter);
    }
    int pathEnd = Target.pathEnd(head, Target.pathStart(head));
    return Operations.hasParameter(head.bytes(), pathEnd, head.targetEnd(), parameter);
  }

  /** Whether an operation may be told a preference at all; cheap. */
  private static boolean mayPrefer(Operation operation) {
    return switch (operation) {
      case SEARCH, COUNT, GET_DOCUMENT, MULTI_GET -> true;
      default -> false;
    };
  }
}
