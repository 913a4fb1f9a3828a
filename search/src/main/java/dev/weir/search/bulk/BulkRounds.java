package dev.weir.search.bulk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk that is sent in rounds: first whole, then only the items that were turned away. Gathers
 * one answer, in the order of the request. Used by one thread.
 */
public final class BulkRounds {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final BulkItems request;
  private final boolean idempotent;
  private final byte[][] answers;
  private int[] open;
  private final boolean[] failed;
  private byte @Nullable [] frame;
  private boolean rejected;
  private int errorsStart;
  private int errorsEnd;
  private int itemsStart;
  private int itemsEnd;

  /**
   * Begins with all items open.
   *
   * @param idempotent whether items that the engine says it could not serve may be sent again, too
   */
  public BulkRounds(BulkItems request, boolean idempotent) {
    this.request = request;
    this.idempotent = idempotent;
    this.answers = new byte[request.count()][];
    this.failed = new boolean[request.count()];
    this.open = new int[request.count()];
    Arrays.setAll(open, i -> i);
  }

  /**
   * Takes the answer to the open items.
   *
   * @param json the whole answer
   * @return whether it is one; if not, nothing has changed
   */
  public boolean take(byte[] json) {
    BulkAnswer answer = BulkAnswer.of(json);
    if (answer == null || answer.items().size() != open.length) {
      return false;
    }
    if (frame == null) {
      frame = json;
      errorsStart = answer.errorsStart();
      errorsEnd = answer.errorsEnd();
      itemsStart = answer.itemsStart();
      itemsEnd = answer.itemsEnd();
    }
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      BulkAnswer.Item item = answer.items().get(i);
      answers[open[i]] = Arrays.copyOfRange(json, item.start(), item.end());
      failed[open[i]] = item.status() >= 300;
      rejected |= item.status() == TOO_MANY_REQUESTS;
      if (item.status() == TOO_MANY_REQUESTS || (idempotent && item.status() == UNAVAILABLE)) {
        left.add(open[i]);
      }
    }
    open = left.stream().mapToInt(Integer::intValue).toArray();
    return true;
  }

  /** Whether any answer has been taken. */
  public boolean isBegun() {
    return frame != null;
  }

  /** Whether any item was turned away in any round, whatever became of it afterwards. */
  public boolean isAnyRejected() {
    return rejected;
  }

  /** How many items could be sent again. */
  public int openCount() {
    return open.length;
  }

  /** The open items as a bulk of their own. */
  public byte[] openItems() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int item : open) {
      request.write(item, out);
    }
    return out.toByteArray();
  }

  /** The answer to the whole bulk, as far as it has come: an item's last answer counts. */
  public byte[] answer() {
    byte[] around = frame;
    if (around == null) {
      throw new IllegalStateException("nothing was answered");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(around.length);
    // Engines write "errors" before "items"; any other order is kept, too.
    boolean errorsFirst = errorsStart < itemsStart;
    out.write(around, 0, errorsFirst ? errorsStart : itemsStart);
    if (errorsFirst) {
      writeErrors(out);
      out.write(around, errorsEnd, itemsStart - errorsEnd);
      writeItems(out);
      out.write(around, itemsEnd, around.length - itemsEnd);
    } else {
      writeItems(out);
      out.write(around, itemsEnd, errorsStart - itemsEnd);
      writeErrors(out);
      out.write(around, errorsEnd, around.length - errorsEnd);
    }
    return out.toByteArray();
  }

  private void writeErrors(ByteArrayOutputStream out) {
    boolean any = false;
    for (boolean one : failed) {
      any |= one;
    }
    out.writeBytes((any ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
  }

  private void writeItems(ByteArrayOutputStream out) {
    for (int i = 0; i < answers.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(answers[i]);
    }
  }
}
