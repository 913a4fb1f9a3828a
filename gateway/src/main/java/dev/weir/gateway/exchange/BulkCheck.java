package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.search.Operations;
import dev.weir.search.bulk.BulkReplay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Whether a bulk that is kept may be sent again. */
final class BulkCheck {
  /** A bulk that is larger than this once it is inflated is not looked at. */
  private static final int MOST_INFLATED = 1024 * 1024;

  private BulkCheck() {}

  static boolean isReplayable(RequestView view, Head head, RequestStream request) {
    int pathEnd = Target.pathEnd(head, Target.pathStart(head));
    if (view.isTargetChanged()
        || !request.isComplete()
        || !Operations.isQueryReplayable(head.bytes(), pathEnd, head.targetEnd())) {
      return false;
    }
    byte[] body = request.keptBody(head);
    String encoding = view.fields().get("Content-Encoding");
    if (encoding == null) {
      return BulkReplay.isSafe(body, body.length);
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      return false;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = in.readNBytes(MOST_INFLATED + 1);
      return inflated.length <= MOST_INFLATED && BulkReplay.isSafe(inflated, inflated.length);
    } catch (IOException e) {
      return false;
    }
  }
}
