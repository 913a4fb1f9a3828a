package dev.weir.gateway.query;

import dev.weir.gateway.filter.AttributeKey;
import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.RewriteClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a search before it went on. Kept on the exchange until it is over.
 *
 * @param rewrites those that did something
 * @param body as it goes on, not to be changed; null if only the target is another
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares it, and it may be large.
public record Rewording(List<Rewrite> rewrites, byte @Nullable [] body) {
  /** Where it is found on a request that was rewritten. */
  public static final AttributeKey<Rewording> KEY =
      new AttributeKey<>("rewording", Rewording.class);

  public Rewording {
    rewrites = List.copyOf(rewrites);
  }

  /** Their ids. */
  public List<String> ids() {
    return rewrites.stream().map(Rewrite::id).toList();
  }

  /** The ids of those that the client can tell by the answer, with commas between. */
  String visible() {
    return String.join(
        ", ",
        rewrites.stream()
            .filter(each -> each.kind() != RewriteClass.EQUIVALENT)
            .map(Rewrite::id)
            .toList());
  }
}
