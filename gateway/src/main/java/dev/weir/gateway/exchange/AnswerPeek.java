package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.search.answer.WholenessPeek;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final ByteWindow.Sink bytes = shards::take;
  private final GzipStart gzip = new GzipStart(bytes);
  private final List<ByteBuf> held = new ArrayList<>(2);
  private boolean underWay;
  private @Nullable BodyContents gathered;
  private boolean zipped;
  private int looked;

  /** Begins with an answer whose head is there. */
  void begin(Head head, boolean toHeadRequest) {
    AnswerHead.beginBody(scanner, head, toHeadRequest);
    shards.begin();
    underWay = true;
    gathered = null;
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

  /**
   * From now on, gathers the whole body.
   *
   * @param again scans it, just begun
   */
  BodyContents gather(BodyScanner again, int limit) {
    BodyContents into = new BodyContents(again, limit);
    for (int i = 0; i < held.size(); i++) {
      ByteBuf piece = held.get(i);
      into.take(piece, piece.readerIndex(), piece.readableBytes());
    }
    gathered = into;
    return into;
  }

  /** Where the whole body is gathered; null if it is not. */
  @Nullable BodyContents gathered() {
    return gathered;
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
    ByteWindow.show(buffer, index, most, bytes);
  }

  /** Ends it, and gives what was held, in order; the caller releases it. */
  List<ByteBuf> handOver() {
    underWay = false;
    gathered = null;
    List<ByteBuf> handed = List.copyOf(held);
    held.clear();
    return handed;
  }

  /** Ends it, and releases what was held. */
  void clear() {
    underWay = false;
    gathered = null;
    for (int i = 0; i < held.size(); i++) {
      held.get(i).release();
    }
    held.clear();
  }
}
