package dev.weir.gateway.exchange;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.FieldSyntax;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.remember.Place;
import dev.weir.gateway.remember.Question;
import dev.weir.gateway.remember.Taking;
import dev.weir.search.Operation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a node's answer down as it passes to the client, which does not wait for that. Used by one
 * event loop.
 */
final class AnswerCopy implements BodyScanner.DataSink {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Taking taking;

  private AnswerCopy(Taking taking) {
    this.taking = taking;
  }

  /** What a request asks, whose body is held; null if that cannot be told. */
  static @Nullable Question question(RequestView view, RequestStream request) {
    if (view.transformers() != null) {
      return null;
    }
    BodyContents contents = request.contents();
    ByteBuffer replaced = view.newBody();
    ByteBuffer body = replaced != null ? replaced : contents == null ? NOTHING : contents.data();
    return body == null ? null : new Question(view, body);
  }

  /** Begins with an answer whose head is there; null if it is not to be remembered. */
  static @Nullable AnswerCopy of(List<Place> places, Head head) {
    if (places.isEmpty() || head.status() != 200) {
      return null;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>(head.fieldCount());
    for (int i = 0; i < head.fieldCount(); i++) {
      String name = head.fieldName(i);
      if (head.isPassedOn(i) && !FieldSyntax.isFraming(name)) {
        headers.add(Map.entry(name, head.fieldValue(i)));
      }
    }
    Taking taking = Taking.begin(places, headers, head.contentLength());
    return taking == null ? null : new AnswerCopy(taking);
  }

  @Override
  public void data(ByteBuf buffer, int index, int length) {
    if (taking.hasRoomFor(length)) {
      byte[] piece = new byte[length];
      buffer.getBytes(index, piece);
      taking.take(piece);
    }
  }

  /** All of it has come. */
  void remember(Operation operation) {
    taking.end(operation);
  }

  /** Lets go of what was taken down. */
  void close() {
    taking.close();
  }
}
