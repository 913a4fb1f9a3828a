package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.http.FieldSyntax;
import dev.weir.gateway.http.Head;
import dev.weir.search.bulk.BulkItems;
import dev.weir.search.bulk.BulkRounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A bulk of which items were turned away, and the one answer that its client gets in the end. */
final class BulkResend {
  /** Neither a bulk nor an answer is looked at that is larger than this once it is inflated. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final BulkRounds rounds;
  private List<Map.Entry<String, String>> fields = List.of();
  private int round;

  private BulkResend(BulkRounds rounds) {
    this.rounds = rounds;
  }

  /**
   * Begins with a bulk that is kept; null if it cannot be cut into items.
   *
   * @param idempotent whether any of its items may be sent twice
   */
  static @Nullable BulkResend of(
      RequestView view, Head head, RequestStream request, boolean idempotent) {
    byte[] body = plain(request.keptBody(head), view.fields().get("Content-Encoding"));
    BulkItems items = body == null ? null : BulkItems.of(body);
    return items == null ? null : new BulkResend(new BulkRounds(items, idempotent));
  }

  /** The bytes without their coding; null if they cannot be had. */
  static byte @Nullable [] plain(byte[] body, @Nullable String encoding) {
    if (encoding == null) {
      return body;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      return null;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = in.readNBytes(MOST_BYTES + 1);
      return inflated.length > MOST_BYTES ? null : inflated;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Takes the answer to the items that are open.
   *
   * @return whether it is one
   */
  boolean take(Head head, byte[] body) {
    HeaderFields answered = new HeaderFields();
    answered.begin(head);
    byte[] json = plain(body, answered.get("Content-Encoding"));
    if (json == null || !rounds.take(json)) {
      return false;
    }
    round++;
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    for (int i = 0; i < head.fieldCount(); i++) {
      String name = head.fieldName(i);
      if (head.isPassedOn(i)
          && !FieldSyntax.isFraming(name)
          && !name.equalsIgnoreCase("Content-Encoding")) {
        kept.add(Map.entry(name, head.fieldValue(i)));
      }
    }
    fields = kept;
    return true;
  }

  /** Whether more than one answer makes up what the client gets. */
  boolean isGathered() {
    return round > 1;
  }

  /** Whether any answer has come. */
  boolean isBegun() {
    return round > 0;
  }

  /** Whether any item was turned away. */
  boolean isAnyRejected() {
    return rounds.isAnyRejected();
  }

  boolean hasOpenItems() {
    return rounds.openCount() > 0;
  }

  /** A bulk of the open items alone. */
  ByteBuffer openItems() {
    return ByteBuffer.wrap(rounds.openItems());
  }

  /** What the client gets. */
  Reply answer() {
    return new Reply(200, fields, ByteBuffer.wrap(rounds.answer()));
  }
}
