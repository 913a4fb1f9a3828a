package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.search.answer.WholenessPeek;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the beginning of an answer back until it is known whether all shards took part in it, or
 * that its beginning does not tell. Used by one event loop.
 */
final class AnswerPeek {
  /** So much of a body is looked at; scroll ids, which come first, may be long. */
  private static final int MOST = 8 * 1024;

  private final BodyScanner scanner = new BodyScanner();
  private final BodyScanner.DataSink sink = this::read;
  private final WholenessPeek shards = new WholenessPeek();
  private final GzipStart gzip = new GzipStart(shards::take);
  private final List<ByteBuf> held = new ArrayList<>(2);
  private boolean underWay;
  private boolean zipped;
  private int looked;

  /** Begins with an answer whose head is there. */
  void begin(Head head, boolean toHeadRequest) {
    AnswerHead.beginBody(scanner, head, toHeadRequest);
    shards.begin();
    underWay = true;
    looked = 0;
    zipped = AnswerHead.isGzip(head);
    if (zipped) {
      gzip.begin();
    }
  }

  /** Whether it has begun and not been told an end. */
  boolean isUnderWay() {
    return underWay;
  }

  /**
   * Looks at further bytes, without taking them.
   *
   * @return {@link Verdict#MORE} only if more bytes may come, and may tell
   */
  Verdict look(ByteBuf in) {
    boolean sound = scanner.scan(in, sink) != BodyScanner.MALFORMED;
    Verdict verdict = shards.verdict();
    boolean over =
        !sound || scanner.isComplete() || looked >= MOST || (zipped && gzip.hasGivenUp());
    return verdict == Verdict.MORE && over ? Verdict.UNKNOWN : verdict;
  }

  /** Holds bytes back that were looked at; takes them over. */
  void hold(ByteBuf in) {
    held.add(in);
  }

  private void read(ByteBuf buffer, int index, int length) {
    int most = Math.min(length, MOST - looked);
    looked += Math.max(0, most);
    if (zipped) {
      gzip.take(buffer, index, most);
      return;
    }
    for (int i = 0; i < most; i++) {
      if (!shards.take(buffer.getByte(index + i))) {
        return;
      }
    }
  }

  /** Ends it, and gives what was held, in order; the caller releases it. */
  List<ByteBuf> handOver() {
    underWay = false;
    List<ByteBuf> handed = List.copyOf(held);
    held.clear();
    return handed;
  }

  /** Ends it, and releases what was held. */
  void clear() {
    underWay = false;
    for (int i = 0; i < held.size(); i++) {
      held.get(i).release();
    }
    held.clear();
  }
}
