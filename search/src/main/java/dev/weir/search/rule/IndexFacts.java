package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/** What is known of the indices that a search goes over, gathered beforehand. Never waits. */
public interface IndexFacts {
  /** Nothing is known. */
  IndexFacts NONE =
      new IndexFacts() {
        @Override
        public @Nullable String type(String field) {
          return null;
        }

        @Override
        public long cardinality(String field) {
          return -1;
        }
      };

  /** The type of a field, {@code double}, as its mapping has it; null if that is not known. */
  @Nullable String type(String field);

  /** About how many different values a field has; -1 if that is not known. */
  long cardinality(String field);
}
