package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import org.jspecify.annotations.Nullable;

/** What is added to a target for one attempt, so that the node does what the gateway knows. */
final class Additions {
  private static final String PREFERENCE = "preference";

  private Additions() {}

  /**
   * The parameters, in the form of a query.
   *
   * @param preference which nodes' copies are wanted; null if any
   * @param leftMillis until the request's deadline; below zero if the node is not told
   * @return null if nothing is added
   */
  static @Nullable String of(
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
  static boolean mayPrefer(Operation operation) {
    return switch (operation) {
      case SEARCH, COUNT, GET_DOCUMENT, MULTI_GET -> true;
      default -> false;
    };
  }
}
