package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.HeadWriter.Framing;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What the head of a node's answer says of its body and its connection; and writing it anew. */
final class AnswerHead {
  private AnswerHead() {}

  /** Begins to scan the body that a head announces (RFC 9112 §6.3). */
  static void beginBody(BodyScanner scanner, Head head, boolean toHeadRequest) {
    if (toHeadRequest || head.status() == 204 || head.status() == 304) {
      scanner.beginEmpty();
    } else if (head.chunked()) {
      scanner.beginChunked();
    } else if (head.contentLength() >= 0) {
      scanner.beginLength(head.contentLength());
    } else {
      scanner.beginUntilClose();
    }
  }

  /** Whether the body is a gzip stream. */
  static boolean isGzip(Head head) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.isNamed(i, "Content-Encoding")) {
        return head.fieldValue(i).equalsIgnoreCase("gzip");
      }
    }
    return false;
  }

  /**
   * Whether the node may have given up on the connection without closing it: after a head that is
   * too large for it, OpenSearch answers 400 and never reads on.
   */
  static boolean mayLeaveNodeDeaf(int status) {
    return status == 400 || status == 413 || status == 414 || status == 431;
  }

  /**
   * Writes the head for the client.
   *
   * @param view what filters have made of it; null if there are none
   * @param old whether the client speaks HTTP/1.0
   * @param announcesClose whether the client is to be told that the connection closes
   * @param degraded the switches that have made a difference; null if none has
   */
  static void write(
      Head head,
      @Nullable ResponseView view,
      Framing framing,
      boolean old,
      boolean announcesClose,
      @Nullable String degraded,
      ByteBuf out) {
    HeadWriter.statusLine(head, old, out);
    if (view != null) {
      view.fields().write(framing, true, true, out);
    } else {
      HeadWriter.fields(head, framing, true, true, out);
    }
    if (degraded != null) {
      HeadWriter.field(Exchange.DEGRADED, degraded, out);
    }
    HeadWriter.framing(framing, out);
    if (announcesClose) {
      HeadWriter.close(out);
    }
    HeadWriter.end(out);
  }
}
