package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Malformed;
import dev.weir.gateway.runtime.HeldBodies;
import dev.weir.gateway.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's bytes on their way from the client to a node: in pieces as they were read, not
 * copied; kept after they were sent for as long as the request may have to be sent again.
 */
final class RequestStream {
  /** Up to this many bytes of a body are copied behind a rewritten head, to be one write. */
  private static final int COPY_LIMIT = 4 * 1024;

  private final BodyScanner scanner = new BodyScanner();
  private final List<ByteBuf> pieces = new ArrayList<>(4);

  /** Pieces before this one have been sent on the connection of this attempt. */
  private int sent;

  /** Bytes at the beginning of the first piece that are the head. */
  private int headInFirst;

  private boolean kept;
  private long keptLimit;
  private long pending;
  private long bytes;
  private boolean discarding;
  private @Nullable BodyContents contents;
  private @Nullable BodyTransformation transformation;

  void begin(Head head) {
    beginScan(scanner, head);
    sent = 0;
    headInFirst = 0;
    kept = false;
    pending = 0;
    bytes = 0;
    discarding = false;
    contents = null;
    transformation = null;
  }

  private static void beginScan(BodyScanner scanner, Head head) {
    if (head.chunked()) {
      scanner.beginChunked();
    } else {
      scanner.beginLength(Math.max(0, head.contentLength()));
    }
  }

  /**
   * Takes the buffer in which the head ended.
   *
   * @param headLength bytes before the reader's index that are the head; 0 if it came in parts
   * @return what belongs to the next request; null if nothing does
   */
  @Nullable ByteBuf takeFirst(ByteBuf in, int headLength) {
    headInFirst = headLength;
    int count = scanner.scan(in, null);
    if (count == BodyScanner.MALFORMED) {
      in.release();
      return null;
    }
    bytes += count;
    in.readerIndex(in.readerIndex() - headLength);
    return add(in, headLength + count);
  }

  /** Takes further bytes; as {@link #takeFirst}. */
  @Nullable ByteBuf take(ByteBuf in) {
    int count = scanner.scan(in, null);
    if (count == BodyScanner.MALFORMED) {
      in.release();
      return null;
    }
    bytes += count;
    if (contents != null && !discarding) {
      contents.take(in, in.readerIndex(), count);
    }
    return add(in, count);
  }

  private @Nullable ByteBuf add(ByteBuf in, int count) {
    if (count == 0 || discarding) {
      in.skipBytes(count);
      if (in.isReadable()) {
        return in;
      }
      in.release();
      return null;
    }
    pending += count;
    if (count == in.readableBytes()) {
      pieces.add(in);
      return null;
    }
    pieces.add(in.readRetainedSlice(count));
    return in;
  }

  /** A field's value has been overwritten in the head: so it is in what will be sent. */
  void valueChanged(Head head, int field) {
    if (headInFirst > 0) {
      ByteBuf first = pieces.getFirst();
      int from = head.valueStart(field);
      int length = head.valueRoomEnd(field) - from;
      first.setBytes(first.readerIndex() + from - head.start(), head.bytes(), from, length);
    }
  }

  /** How many bytes {@link #replaceHead} copies behind a head, if nothing is transformed. */
  int copiedBehindHead() {
    if (headInFirst == 0) {
      return 0;
    }
    int behind = pieces.getFirst().readableBytes() - headInFirst;
    return behind <= COPY_LIMIT ? behind : 0;
  }

  /** What broke the body's framing; null if nothing has. */
  @Nullable Malformed problem() {
    return scanner.hasProblem() ? scanner.problem() : null;
  }

  /** Whether the client has sent all of it. */
  boolean isComplete() {
    return scanner.isComplete();
  }

  /** Bytes of the body read so far, framing included. */
  long bytes() {
    return bytes;
  }

  /** Bytes of the body's data read so far. */
  long dataBytes() {
    return scanner.dataBytes();
  }

  /** Bytes taken but not yet sent. */
  long pendingBytes() {
    return pending;
  }

  /** Keeps what is sent for a replay, up to so many bytes. */
  void keep(long limit) {
    kept = true;
    keptLimit = limit;
  }

  /** Whether all that was sent can be sent again. */
  boolean isKept() {
    return kept;
  }

  /** The request will not be sent again. */
  void forget() {
    if (kept) {
      kept = false;
      for (int i = 0; i < sent; i++) {
        pieces.get(i).release();
      }
      pieces.subList(0, sent).clear();
      sent = 0;
    }
  }

  /** The next attempt begins with the first byte. */
  void rewind() {
    sent = 0;
    pending = 0;
    for (int i = 0; i < pieces.size(); i++) {
      pending += pieces.get(i).readableBytes();
    }
  }

  /**
   * Begins to collect the body's data for a filter.
   *
   * @param held what is held on this loop
   * @param most what may be held on this loop
   */
  BodyContents collect(Head head, int limit, HeldBodies held, long most) {
    releaseContents();
    BodyScanner again = new BodyScanner();
    beginScan(again, head);
    BodyContents collected = new BodyContents(again, limit, head.contentLength(), held, most);
    for (int i = 0; i < pieces.size(); i++) {
      ByteBuf piece = pieces.get(i);
      int skipped = i == 0 ? headInFirst : 0;
      collected.take(piece, piece.readerIndex() + skipped, piece.readableBytes() - skipped);
    }
    contents = collected;
    return collected;
  }

  @Nullable BodyContents contents() {
    return contents;
  }

  /** Lets the body pass through transformers, and be sent in chunks. */
  void transform(
      Head head, BodyTransformation newTransformation, List<BodyTransformer> transformers) {
    BodyScanner again = new BodyScanner();
    beginScan(again, head);
    newTransformation.begin(again, transformers);
    transformation = newTransformation;
    kept = false;
  }

  boolean isTransformed() {
    return transformation != null;
  }

  /** Puts a head in the place of the one that came; takes over the buffer. */
  void replaceHead(ByteBuf head) {
    int length = head.readableBytes();
    pending += length - headInFirst;
    if (headInFirst > 0) {
      ByteBuf first = pieces.getFirst();
      first.skipBytes(headInFirst);
      headInFirst = length;
      if (!first.isReadable()) {
        first.release();
        pieces.set(0, head);
        return;
      }
      if (transformation == null && first.readableBytes() <= COPY_LIMIT) {
        head.writeBytes(first);
        first.release();
        pieces.set(0, head);
        return;
      }
    }
    headInFirst = length;
    pieces.addFirst(head);
  }

  /**
   * Puts a head and a body in the place of those that came; the client's body is read and dropped.
   */
  void replaceAll(ByteBuf head, ByteBuf body) {
    releasePieces();
    headInFirst = head.readableBytes();
    discarding = true;
    pieces.add(head);
    pieces.add(body);
    pending = (long) head.readableBytes() + body.readableBytes();
  }

  /** Whether all of the request has been handed to the node's connection. */
  boolean isSent() {
    return (isComplete() || discarding) && pending == 0;
  }

  /** Sends what has not been sent; does not flush. */
  void sendTo(UpstreamConnection connection) {
    pending = 0;
    if (transformation != null) {
      sendTransformed(connection, transformation);
      return;
    }
    if (kept && bodyBytes() > keptLimit) {
      forget();
    }
    for (int i = sent; i < pieces.size(); i++) {
      ByteBuf piece = pieces.get(i);
      connection.write(kept ? piece.retainedDuplicate() : piece);
    }
    if (kept) {
      sent = pieces.size();
    } else {
      pieces.clear();
    }
  }

  /**
   * Sends all of a complete request that is kept, whatever else has been sent; does not flush.
   *
   * @param head to be sent in the place of its own, and taken over; null for its own
   */
  void sendCopy(UpstreamConnection connection, @Nullable ByteBuf head) {
    if (head != null) {
      connection.write(head);
    }
    for (int i = 0; i < pieces.size(); i++) {
      ByteBuf piece = pieces.get(i).retainedDuplicate();
      if (head != null && i == 0) {
        piece.skipBytes(headInFirst);
      }
      if (piece.isReadable()) {
        connection.write(piece);
      } else {
        piece.release();
      }
    }
    sent = pieces.size();
    pending = 0;
  }

  /** The data of a complete body that is kept, without its framing. */
  byte[] keptBody(Head head) {
    BodyScanner again = new BodyScanner();
    if (discarding) {
      again.beginLength(pieces.getLast().readableBytes());
    } else {
      beginScan(again, head);
    }
    BodyContents collected = new BodyContents(again, Integer.MAX_VALUE);
    for (int i = 0; i < pieces.size(); i++) {
      ByteBuf piece = pieces.get(i);
      int skipped = i == 0 ? headInFirst : 0;
      collected.take(piece, piece.readerIndex() + skipped, piece.readableBytes() - skipped);
    }
    ByteBuffer data = collected.data();
    byte[] bytes = new byte[data == null ? 0 : data.remaining()];
    if (data != null) {
      data.get(bytes);
    }
    return bytes;
  }

  private void sendTransformed(UpstreamConnection connection, BodyTransformation through) {
    // The first piece is the head, rewritten; it does not pass through.
    for (int i = 0; i < pieces.size(); i++) {
      ByteBuf piece = pieces.get(i);
      if (sent == 0) {
        connection.write(piece);
        sent = 1;
      } else {
        through.take(piece, connection::write);
        piece.release();
      }
    }
    pieces.clear();
    if (isComplete()) {
      through.end(connection::write);
    }
  }

  /** Bytes of the body that is sent: the client's, so far, or the one in its place. */
  private long bodyBytes() {
    return discarding ? pieces.getLast().readableBytes() : bytes;
  }

  private void releaseContents() {
    if (contents != null) {
      contents.release();
      contents = null;
    }
  }

  /** Releases everything. */
  void clear() {
    releasePieces();
    releaseContents();
    transformation = null;
    kept = false;
    scanner.beginEmpty();
  }

  private void releasePieces() {
    for (int i = 0; i < pieces.size(); i++) {
      pieces.get(i).release();
    }
    pieces.clear();
    sent = 0;
    pending = 0;
  }

  /** A body that is a filter's own, as bytes that need no release. */
  static ByteBuf wrap(ByteBuffer body) {
    return Unpooled.wrappedBuffer(body);
  }
}
