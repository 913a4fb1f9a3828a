package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.search.IndexExpression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The indices that a request's path names, made into a text once for as long as a connection's
 * requests name the same, so that they allocate nothing. Used by one event loop.
 */
final class NamedIndices {
  /** Longer ones are not kept from one request to the next. */
  private static final int KEPT = 256;

  private byte[] bytes = new byte[0];
  private @Nullable String text;

  /** As {@link dev.weir.gateway.filter.Request#indices}. */
  @Nullable String of(Head head, int pathStart) {
    byte[] from = head.bytes();
    long found = IndexExpression.find(from, pathStart, Target.pathEnd(head, pathStart));
    if (found == IndexExpression.NONE) {
      return null;
    }
    int start = (int) (found >>> 32);
    int end = (int) found;
    String last = text;
    if (last != null && Arrays.equals(bytes, 0, bytes.length, from, start, end)) {
      return last;
    }
    String fresh = IndexExpression.text(from, start, end);
    if (end - start <= KEPT) {
      bytes = Arrays.copyOfRange(from, start, end);
      text = fresh;
    }
    return fresh;
  }
}
