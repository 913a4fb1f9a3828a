package dev.weir.search.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the indices that a search goes over, gathered beforehand. Never waits. Each
 * answer that is not known is counted, so that a rule which lacked one can be told from one that
 * found nothing.
 */
public interface IndexFacts {
  /** Nothing is known. */
  IndexFacts NONE = ofTypes(Map.of());

  /** Of each field its type alone; what is not among them is not known. Counts nothing. */
  static IndexFacts ofTypes(Map<String, String> types) {
    return new TypesAlone(types);
  }

  /**
   * The type of a field, {@code double}, as the mappings have it.
   *
   * @return empty if no mapping has the field; null if that is not known, or the indices differ
   */
  @Nullable String type(String field);

  /** About how many different values a field has; -1 if that is not known. */
  long cardinality(String field);

  /** How many documents there are, nested ones included; -1 if that is not known. */
  long documents();

  /** Mean bytes of a document, of the index where it is largest; -1 if that is not known. */
  long documentBytes();

  /** How many shards a search asks, one copy of each; -1 if that is not known. */
  long shards();

  /** How often it was asked for what it did not know. */
  int lacked();
}
