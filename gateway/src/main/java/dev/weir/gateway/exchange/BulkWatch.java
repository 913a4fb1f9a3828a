package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.search.bulk.RejectedItems;
import io.netty.buffer.ByteBuf;

/**
 * Looks at the answer to a bulk as it passes to the client: whether items of it were turned away.
 * Of a zipped one only the beginning is looked at. Used by one event loop, for one answer after
 * another.
 */
final class BulkWatch implements BodyScanner.DataSink {
  private final RejectedItems items = new RejectedItems();
  private final ByteWindow.Sink sink = this::take;
  private final GzipStart gzip = new GzipStart(sink);
  private final Runnable rejected;
  private boolean zipped;
  private boolean wanted;

  /**
   * Sees nothing yet.
   *
   * @param rejected is run once for each answer in which an item was turned away
   */
  BulkWatch(Runnable rejected) {
    this.rejected = rejected;
  }

  /** Begins with an answer whose head is there. */
  void begin(Head head) {
    items.begin();
    wanted = true;
    zipped = AnswerHead.isGzip(head);
    if (zipped) {
      gzip.begin();
    }
  }

  @Override
  public void data(ByteBuf buffer, int index, int length) {
    if (!wanted) {
      return;
    }
    if (zipped) {
      gzip.take(buffer, index, length);
      wanted &= !gzip.hasGivenUp();
    } else {
      ByteWindow.show(buffer, index, length, sink);
    }
    if (items.isFound()) {
      wanted = false;
      rejected.run();
    }
  }

  private boolean take(byte[] bytes, int from, int to) {
    wanted = items.take(bytes, from, to);
    return wanted;
  }
}
