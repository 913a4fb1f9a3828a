package dev.weir.gateway.query;

import dev.weir.gateway.filter.AttributeKey;
import dev.weir.search.rule.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the query of a request. Kept on the exchange until it is over.
 *
 * @param shape the fingerprint of the search; of several, of the first
 * @param searches how many searches there were
 * @param found what rules have found, of several searches one behind the other; cut after {@value
 *     #MOST_FOUND}
 * @param refusing the first for which it is refused; null if it passes
 */
public record Judgement(long shape, int searches, List<Found> found, @Nullable Found refusing) {
  /** Where it is found on a request whose query was read. */
  public static final AttributeKey<Judgement> KEY =
      new AttributeKey<>("judgement", Judgement.class);

  /** A {@code _msearch} may be long. */
  static final int MOST_FOUND = 32;

  public Judgement {
    found = List.copyOf(found);
  }

  /** The fingerprint as people and logs write it. */
  public String shapeText() {
    return shapeText(shape);
  }

  static String shapeText(long shape) {
    return String.format("%016x", shape);
  }

  /** What was found first; null if nothing was. */
  @Nullable Finding first() {
    return found.isEmpty() ? null : found.getFirst().finding();
  }

  /** The ids of the rules that have found something, each once. */
  public List<String> rules() {
    return found.isEmpty()
        ? List.of()
        : found.stream().map(each -> each.finding().rule()).distinct().toList();
  }
}
