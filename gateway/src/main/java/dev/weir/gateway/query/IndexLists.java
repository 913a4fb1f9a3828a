package dev.weir.gateway.query;

import dev.weir.search.index.IndexList;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that were read, each where its hash says, so that they need not be read anew for each
 * search. Used by one thread.
 */
final class IndexLists {
  private static final int KEPT = 256;
  private static final int LONGEST = 512;

  private record Known(String text, IndexList list) {}

  private final @Nullable Known[] known = new @Nullable Known[KEPT];

  /** What an expression names; everything if it is null. */
  IndexList of(@Nullable String text) {
    if (text == null) {
      return IndexList.ALL;
    }
    int place = text.hashCode() & (KEPT - 1);
    Known there = known[place];
    if (there != null && there.text().equals(text)) {
      return there.list();
    }
    IndexList list = IndexList.of(text);
    if (text.length() <= LONGEST) {
      known[place] = new Known(text, list);
    }
    return list;
  }
}
