package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Malformed;
import dev.weir.gateway.http.Target;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import org.jspecify.annotations.Nullable;

/** What a request must be beyond well-formed, for Weir to take it. */
final class RequestChecks {
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE"
  };

  private RequestChecks() {}

  static Operation operation(Head head, int pathStart) {
    int pathEnd = Target.pathEnd(head, pathStart);
    return Operations.of(
        head.bytes(), head.start(), head.methodEnd(), pathStart, pathEnd, head.targetEnd());
  }

  /**
   * A node closes the connection on a method it does not know, which would look like its failure.
   */
  static boolean isKnownMethod(Head head) {
    for (String method : METHODS) {
      if (head.isMethod(method)) {
        return true;
      }
    }
    return false;
  }

  /** Why the body, as far as it has come, cannot be taken; null if it can. */
  static @Nullable Refusal body(Head head, RequestStream request, ListenerSettings settings) {
    Malformed problem = request.problem();
    if (problem != null) {
      return Refusals.malformed(problem);
    }
    if (settings.maxBody() == null) {
      return null;
    }
    long limit = settings.maxBody().bytes();
    return head.contentLength() > limit || request.dataBytes() > limit
        ? Refusals.bodyTooLarge(limit)
        : null;
  }
}
