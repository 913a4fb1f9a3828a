package dev.weir.search.profile;

import dev.weir.search.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is plain to see in a statement in SQL, PPL, ES|QL or EQL, read token by token without the
 * language's grammar. Belongs to its {@link SearchProfile} and is valid as long as that is.
 *
 * <p>What rules may ask: whether it bounds its rows ({@link #hasLimit}, {@link #limit}), how far in
 * they lie ({@link #offset}), what it goes over ({@link #sources}, {@link #isOverEveryIndex}),
 * whether it narrows that ({@link #isFiltered}), whether it wants whole documents ({@link
 * #hasEveryColumn}), whether it groups, sorts or joins, and whether it changes anything ({@link
 * #isWrite}). Patterns behind {@code LIKE} and its like, and texts of full-text functions, are
 * {@linkplain SearchProfile#clauses clauses} of the profile as well, and literals in lists are
 * among its {@linkplain SearchProfile#mostValues values}, so that the rules for queries see them.
 */
public final class StatementProfile {
  static final int MOST_SOURCES = 32;

  private static final byte[] ALL = {'_', 'a', 'l', 'l'};

  private final FieldNames names;
  private final long[] kept = new long[MOST_SOURCES];
  final StatementShape shape = new StatementShape();

  Language language = Language.NONE;
  boolean bounded;
  long limit;
  long offset;
  int sources;
  boolean everyIndex;
  boolean everyColumn;
  boolean filtered;
  boolean grouped;
  boolean summed;
  boolean sorted;
  int joins;
  int leadingWildcards;
  boolean write;

  StatementProfile(FieldNames names) {
    this.names = names;
  }

  void clear() {
    language = Language.NONE;
    shape.clear();
    bounded = false;
    limit = -1;
    offset = -1;
    sources = 0;
    everyIndex = false;
    everyColumn = false;
    filtered = false;
    grouped = false;
    summed = false;
    sorted = false;
    joins = 0;
    leadingWildcards = 0;
    write = false;
  }

  /** An expression of indices, perhaps with commas in its quotes. */
  void addSource(byte[] bytes, int from, int to) {
    if (sources < MOST_SOURCES) {
      kept[sources] = names.add(bytes, from, to);
    }
    sources++;
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || bytes[i] == ',') {
        everyIndex |= isEvery(bytes, start, i);
        start = i + 1;
      } else if (bytes[i] == ':') {
        start = i + 1; // Behind a cluster.
      }
    }
  }

  private static boolean isEvery(byte[] bytes, int from, int to) {
    return (to - from == 1 && bytes[from] == '*')
        || (to - from == ALL.length && Arrays.equals(bytes, from, to, ALL, 0, ALL.length));
  }

  /** Whether there is a statement. */
  public boolean isPresent() {
    return language != Language.NONE;
  }

  public Language language() {
    return language;
  }

  /**
   * The statement without its literals, its comments and its blanks, the same however keywords are
   * written; at most 4 KiB of it.
   */
  public String shape() {
    return shape.text();
  }

  /** Whether it says how many rows it wants at most, be it by a parameter. */
  public boolean hasLimit() {
    return bounded;
  }

  /**
   * The largest number of rows that it asks for; -1 if it says none, or leaves it to a parameter.
   */
  public long limit() {
    return limit;
  }

  /** How many rows it passes over; -1 if it does not say. */
  public long offset() {
    return offset;
  }

  /** The expressions of indices that it names, the first of them, as it writes them. */
  public List<String> sources() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < Math.min(sources, MOST_SOURCES); i++) {
      String text = names.text(kept[i]);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** How many expressions of indices it names, those of joins and of queries within included. */
  public int sourceCount() {
    return sources;
  }

  /** Whether one of them is {@code *} or {@code _all}. */
  public boolean isOverEveryIndex() {
    return everyIndex;
  }

  /** Whether it wants every field, by {@code SELECT *} or by naming none and grouping nothing. */
  public boolean hasEveryColumn() {
    return everyColumn;
  }

  /** Whether there is a condition, wherever it stands. */
  public boolean isFiltered() {
    return filtered;
  }

  /** Whether rows are grouped. */
  public boolean isGrouped() {
    return grouped;
  }

  /**
   * Whether it selects a sum or its like of all rows, so that it has one row where none is grouped.
   */
  public boolean isSummed() {
    return summed;
  }

  public boolean isSorted() {
    return sorted;
  }

  /** How many times it joins; of EQL, how many events a sequence has. */
  public int joins() {
    return joins;
  }

  /** How many of its patterns begin with a wildcard. */
  public int leadingWildcards() {
    return leadingWildcards;
  }

  /** Whether it deletes. */
  public boolean isWrite() {
    return write;
  }
}
