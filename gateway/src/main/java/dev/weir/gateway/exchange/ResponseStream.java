package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyWatcher;
import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.HeadWriter.Framing;
import dev.weir.search.answer.WholenessPeek.Verdict;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's answer on its way to the client. Where nothing has to change, the buffer that was read
 * is the buffer that is written. Used by one event loop.
 */
final class ResponseStream {
  private static final int MAX_HEAD = 256 * 1024;

  /** Up to this many bytes of a body are copied behind a rewritten head, to be one write. */
  private static final int COPY_LIMIT = 4 * 1024;

  private final Exchange exchange;
  private final Attempt attempt;
  private final AnswerPeek peek = new AnswerPeek();
  private final HeadParser parser = HeadParser.ofResponses();
  private final BodyScanner scanner = new BodyScanner();
  private final List<ByteBuf> held = new ArrayList<>(2);
  private boolean headSeen;
  private boolean headSent;
  private boolean extraBytes;
  private boolean closeAfter;
  private long bytes;
  private @Nullable ResponseView view;
  private @Nullable BodyContents contents;
  private @Nullable BodyTransformation transformation;
  private @Nullable AnswerCopy copy;
  private BodyScanner.@Nullable DataSink onlooker;

  /** Made once somebody watches; kept for the next answers. */
  private @Nullable BodyWatch watch;

  private boolean watched;

  /** To the onlooker and to those who watch. */
  private final BodyScanner.DataSink both = this::showBoth;

  private boolean discarding;
  private boolean closedAtEnd;

  ResponseStream(Exchange exchange, Attempt attempt) {
    this.exchange = exchange;
    this.attempt = attempt;
  }

  /** Begins to wait for an answer. */
  void restart() {
    clear();
    parser.begin(MAX_HEAD);
    scanner.beginEmpty();
    headSeen = false;
    headSent = false;
    extraBytes = false;
    closeAfter = false;
    bytes = 0;
    view = null;
    discarding = false;
    closedAtEnd = false;
    transformation = null;
  }

  /** Releases what is held. */
  void clear() {
    for (int i = 0; i < held.size(); i++) {
      held.get(i).release();
    }
    held.clear();
    peek.clear();
    if (copy != null) {
      copy.close();
      copy = null;
    }
    onlooker = null;
    contents = null;
    view = null;
    transformation = null;
    if (watch != null) {
      watch.clear();
    }
    watched = false;
  }

  /** Whether the client has been sent the head, so that nothing else can be said. */
  boolean isHeadSent() {
    return headSent;
  }

  /** Whether its head is there. */
  boolean isBegun() {
    return headSeen;
  }

  /** The answer's status, once its head is complete. */
  int status() {
    return headSeen ? parser.head().status() : 0;
  }

  /** It was whole, as far as framing tells: remembers it, if that is wanted. */
  void remember() {
    if (copy != null) {
      copy.remember(exchange.operation());
    }
  }

  /** Bytes of the body handed on. */
  long bytes() {
    return bytes;
  }

  void onBytes(ByteBuf in) {
    while (!headSeen) {
      switch (parser.feed(in)) {
        case INCOMPLETE -> {
          in.release();
          return;
        }
        case MALFORMED -> {
          in.release();
          attempt.broken("its answer is malformed: " + parser.problem().reason());
          return;
        }
        case COMPLETE -> {
          int status = parser.head().status();
          if (status >= 200) {
            headSeen = true;
          } else if (!interim(status, in)) {
            return;
          }
        }
      }
    }
    if (peek.isUnderWay()) {
      onPeek(in);
    } else if (view == null && !headSent) {
      onHead(in);
    } else {
      onBody(in);
    }
  }

  /** Passes an interim answer on; tells whether there is more in the buffer. */
  private boolean interim(int status, ByteBuf in) {
    if (status == 101) {
      // Never asked for: Upgrade is not passed on. What follows would not be HTTP.
      in.release();
      attempt.broken("it switched protocols unasked");
      return false;
    }
    if (!exchange.isClientOld()) {
      ByteBuf out = exchange.client().allocator().buffer(parser.head().length());
      HeadWriter.asCame(parser.head(), out);
      exchange.client().write(out);
      exchange.client().flush();
    }
    parser.begin(MAX_HEAD);
    if (in.isReadable()) {
      return true;
    }
    in.release();
    return false;
  }

  private void onHead(ByteBuf in) {
    AnswerHead.beginBody(scanner, parser.head(), exchange.isHeadRequest());
    switch (attempt.judge(parser.head())) {
      case TAKEN -> taken(in);
      case PEEKED -> {
        peek.begin(parser.head(), exchange.isHeadRequest());
        onPeek(in);
      }
      case DECLINED -> in.release();
    }
  }

  private void onPeek(ByteBuf in) {
    BodyContents gathered = peek.gathered();
    if (gathered != null) {
      gathered.take(in, in.readerIndex(), in.readableBytes());
      peek.hold(in);
      onGathered(gathered);
      return;
    }
    Verdict verdict = peek.look(in);
    if (verdict != Verdict.MORE && attempt.gathersItems(verdict)) {
      peek.hold(in);
      onGathered(peek.gather(newScanner(parser.head()), BulkResend.MOST_BYTES));
    } else if (verdict == Verdict.MORE) {
      peek.hold(in);
    } else if (verdict == Verdict.PARTIAL && attempt.isPartialDeclined()) {
      in.release();
    } else {
      List<ByteBuf> before = peek.handOver();
      before.forEach(this::unheld);
      unheld(in);
    }
  }

  private void onGathered(BodyContents gathered) {
    if (gathered.isSettled()) {
      settle(gathered);
    }
  }

  /** All of a bulk's answer is there, or too much of it. */
  private void settle(BodyContents gathered) {
    ByteBuffer data = gathered.data();
    byte[] body = new byte[data == null ? 0 : data.remaining()];
    if (data != null) {
      data.get(body);
    }
    if (data == null || !attempt.isBulkDeclined(parser.head(), body)) {
      peek.handOver().forEach(this::unheld);
    }
  }

  /** Passes on what was held back. */
  private void unheld(ByteBuf in) {
    if (view != null || headSent) {
      onBody(in);
    } else if (attempt.isSending()) {
      taken(in);
    } else {
      // The answer has turned out to be broken meanwhile.
      in.release();
    }
  }

  /** The client gets this answer. */
  private void taken(ByteBuf in) {
    Head head = parser.head();
    attempt.taken();
    copy = exchange.copy(head);
    onlooker = copy == null ? exchange.watch(head) : copy;
    int status = head.status();
    if (exchange.filters().hasFilters()) {
      ResponseView seen = new ResponseView(status, exchange.leg().endpointName());
      seen.fields().begin(head);
      BodyNeed need = exchange.filters().responseNeed(seen);
      seen.need(need);
      view = seen;
      if (need instanceof BodyNeed.Whole(int limit, var overflow)) {
        contents = new BodyContents(newScanner(head), limit);
        onBody(in);
        return;
      }
      exchange.filters().onResponse(seen);
      watch(seen);
    }
    sendHead(in);
  }

  /** Shows the body to those who have asked to watch it. */
  private void watch(ResponseView seen) {
    List<BodyWatcher> watchers = seen.watchers();
    if (watchers != null) {
      if (watch == null) {
        watch = new BodyWatch(exchange::filterFailed);
      }
      watch.begin(watchers, AnswerHead.isGzip(parser.head()));
      watched = true;
    }
  }

  /** Sends the head and as much of the body as came with it. */
  private void sendHead(ByteBuf in) {
    Head head = parser.head();
    boolean old = exchange.isClientOld();
    Framing framing = framing(head, old);
    closeAfter =
        exchange.closesAfter()
            || !exchange.isRequestComplete()
            || scanner.endsWithConnection()
            || (framing instanceof Framing.Unframed && !scanner.isComplete());
    headSent = true;
    boolean asCame =
        framing instanceof Framing.AsCame
            && parser.inOneBuffer()
            && contents == null
            && !head.hasHopByHop()
            && !old
            && !head.isOld()
            && !announcesClose()
            && (view == null || !view.fields().isEdited())
            && exchange.degraded() == null;
    if (asCame) {
      int headLength = head.length();
      int count = scan(in);
      if (count >= 0) {
        in.readerIndex(in.readerIndex() - headLength);
        pass(in, headLength + count);
        bytes -= headLength;
      }
    } else {
      int room = Math.min(in.readableBytes(), COPY_LIMIT);
      ByteBuf out = exchange.client().allocator().buffer(head.length() + 128 + room);
      AnswerHead.write(head, view, framing, old, announcesClose(), exchange.degraded(), out);
      sendWith(out, in);
    }
    if (transformation != null && scanner.isComplete()) {
      transformation.end(exchange.client()::write);
    }
    finishIfComplete();
  }

  private Framing framing(Head head, boolean old) {
    ByteBuffer replaced = newBody();
    if (replaced != null) {
      discarding = true;
      return new Framing.Length(replaced.remaining());
    }
    boolean transformed = view != null && view.transformers() != null;
    boolean bare = old && head.chunked();
    if (closedAtEnd && !transformed) {
      return new Framing.Length(heldBytes());
    }
    if ((!transformed && !bare) || newScanner(head).isComplete()) {
      return Framing.AS_CAME;
    }
    BodyTransformation through = new BodyTransformation(!old, exchange::filterFailed);
    through.begin(newScanner(head), view == null ? null : view.transformers());
    transformation = through;
    return old ? Framing.UNFRAMED : Framing.CHUNKED;
  }

  /** What filters put in the body's place; null if nothing, or if there cannot be a body. */
  private @Nullable ByteBuffer newBody() {
    boolean bodiless = status() == 204 || status() == 304;
    return view == null || bodiless ? null : view.newBody();
  }

  private long heldBytes() {
    long count = 0;
    for (int i = 0; i < held.size(); i++) {
      count += held.get(i).readableBytes();
    }
    return count;
  }

  /** A second reader of the same body. */
  private BodyScanner newScanner(Head head) {
    BodyScanner again = new BodyScanner();
    AnswerHead.beginBody(again, head, exchange.isHeadRequest());
    return again;
  }

  /** A client that has asked for the connection to close need not be told, and nodes do not. */
  private boolean announcesClose() {
    return closeAfter && exchange.isClientKeepingAlive();
  }

  /** Sends a rewritten head with what is there of the body. */
  private void sendWith(ByteBuf out, ByteBuf in) {
    ByteBuffer replaced = newBody();
    if (replaced != null) {
      exchange.client().write(out);
      if (!exchange.isHeadRequest()) {
        exchange.client().write(RequestStream.wrap(replaced));
      }
      held.forEach(ByteBuf::release);
      held.clear();
      bytes += replaced.remaining();
      drop(in);
      return;
    }
    if (held.isEmpty() && transformation == null) {
      int count = scan(in);
      if (count < 0) {
        out.release();
        return;
      }
      if (count <= COPY_LIMIT) {
        bytes += count;
        out.writeBytes(in, count);
        noteExtraAfter(in, 0);
        in.release();
        exchange.client().write(out);
      } else {
        exchange.client().write(out);
        pass(in, count);
      }
      return;
    }
    exchange.client().write(out);
    List<ByteBuf> before = List.copyOf(held);
    held.clear();
    before.forEach(this::forward);
    take(in);
  }

  private void onBody(ByteBuf in) {
    if (discarding) {
      drop(in);
      finishIfComplete();
      return;
    }
    if (headSent) {
      take(in);
      if (transformation != null && scanner.isComplete()) {
        transformation.end(exchange.client()::write);
      }
      finishIfComplete();
      return;
    }
    collect(in);
  }

  /** Holds the body back while a filter wants all of it. */
  private void collect(ByteBuf in) {
    BodyContents into = contents;
    ResponseView seen = view;
    int count = scan(in);
    if (count < 0 || into == null || seen == null) {
      return;
    }
    into.take(in, in.readerIndex(), count);
    if (count > 0) {
      held.add(in.readRetainedSlice(count));
    }
    noteExtraAfter(in, 0);
    in.release();
    if (scanner.isComplete() || into.isOverflowed()) {
      collected(seen, into);
    }
  }

  private void collected(ResponseView seen, BodyContents from) {
    seen.body(from.data());
    exchange.filters().onResponse(seen);
    watch(seen);
    ByteBuffer data = from.data();
    if (watched && watch != null && data != null) {
      watch.data(data);
    }
    sendHead(exchange.client().allocator().buffer(0));
  }

  /** Scans and passes bytes of the body on; releases them. */
  private void take(ByteBuf in) {
    int count = scan(in);
    if (count >= 0) {
      if (transformation == null) {
        pass(in, count);
      } else {
        noteExtraAfter(in, count);
        forward(in.readRetainedSlice(count));
        in.release();
      }
    }
  }

  /** Passes scanned bytes on, through the transformation if there is one; releases them. */
  private void forward(ByteBuf scanned) {
    bytes += scanned.readableBytes();
    if (transformation == null) {
      exchange.client().write(scanned);
    } else {
      transformation.take(scanned, exchange.client()::write);
      scanned.release();
    }
  }

  /** Passes so many bytes on as they came; what follows them is too much. */
  private void pass(ByteBuf in, int count) {
    bytes += count;
    if (count == in.readableBytes()) {
      exchange.client().write(in);
    } else {
      exchange.client().write(in.readRetainedSlice(count));
      noteExtraAfter(in, 0);
      in.release();
    }
  }

  private void drop(ByteBuf in) {
    int count = scan(in);
    if (count >= 0) {
      noteExtraAfter(in, count);
      in.release();
    }
  }

  private void showBoth(ByteBuf buffer, int index, int length) {
    if (onlooker != null) {
      onlooker.data(buffer, index, length);
    }
    if (watch != null) {
      watch.data(buffer, index, length);
    }
  }

  private int scan(ByteBuf in) {
    int count = scanner.scan(in, !watched ? onlooker : onlooker == null ? watch : both);
    watched = watched && watch != null && !watch.isOver();
    if (count == BodyScanner.MALFORMED) {
      in.release();
      String cause = "its answer is malformed: " + scanner.problem().reason();
      if (headSent) {
        exchange.brokeOff(cause);
      } else {
        attempt.broken(cause);
      }
    }
    return count;
  }

  private void noteExtraAfter(ByteBuf in, int count) {
    extraBytes |= in.readableBytes() > count;
  }

  private void finishIfComplete() {
    if (!exchange.isOver() && scanner.isComplete()) {
      boolean reusable =
          parser.head().keepAlive() && !extraBytes && !AnswerHead.mayLeaveNodeDeaf(status());
      exchange.responseComplete(closeAfter, reusable);
    }
  }

  /** The connection has closed: the end of a body that has no other, or too early. */
  void onClosed(boolean clean) {
    if (peek.isUnderWay() && scanner.endsWithConnection() && clean) {
      BodyContents gathered = peek.gathered();
      if (gathered != null) {
        settle(gathered);
      } else {
        peek.handOver().forEach(this::unheld);
      }
      if (!attempt.isAnswering()) {
        return;
      }
    }
    if (!scanner.endsWithConnection() || !clean) {
      if (headSent) {
        exchange.brokeOff("its answer broke off");
      } else {
        attempt.closedEarly();
      }
      return;
    }
    scanner.beginEmpty();
    if (!headSent && view != null && contents != null) {
      closedAtEnd = true;
      collected(view, contents);
      return;
    }
    if (transformation != null) {
      transformation.end(exchange.client()::write);
    }
    exchange.responseComplete(closeAfter, false);
  }
}
