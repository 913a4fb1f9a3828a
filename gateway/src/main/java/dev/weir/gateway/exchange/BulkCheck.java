package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.search.Operations;
import dev.weir.search.bulk.BulkReplay;

/** Whether a bulk that is kept may be sent again. */
final class BulkCheck {
  private BulkCheck() {}

  static boolean isReplayable(RequestView view, Head head, RequestStream request) {
    int pathEnd = Target.pathEnd(head, Target.pathStart(head));
    if (view.isTargetChanged()
        || !request.isComplete()
        || !Operations.isQueryReplayable(head.bytes(), pathEnd, head.targetEnd())) {
      return false;
    }
    byte[] body = BulkResend.plain(request.keptBody(head), view.fields().get("Content-Encoding"));
    return body != null && BulkReplay.isSafe(body, body.length);
  }
}
