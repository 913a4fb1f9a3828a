package dev.weir.search.index;

/**
 * What a request says of how its index expression is to be read, by {@code expand_wildcards} and
 * its like.
 *
 * @param open patterns fit open indices
 * @param closed patterns fit closed indices
 * @param hidden patterns fit hidden indices, too
 * @param ignoreUnavailable a name that is not there is passed over
 */
public record ResolveOptions(
    boolean open, boolean closed, boolean hidden, boolean ignoreUnavailable) {
  /** What a search has if it says nothing. */
  public static final ResolveOptions SEARCH = new ResolveOptions(true, false, false, false);

  /**
   * With patterns read as {@code expand_wildcards} says.
   *
   * @param value as in the query: {@code open}, {@code closed}, {@code hidden}, {@code none},
   *     {@code all}, joined by commas; what is not known is passed over
   */
  public ResolveOptions expanding(String value) {
    boolean opens = false;
    boolean closes = false;
    boolean hides = false;
    int from = 0;
    while (from <= value.length()) {
      int comma = value.indexOf(',', from);
      int to = comma < 0 ? value.length() : comma;
      switch (value.substring(from, to).strip()) {
        case "open" -> opens = true;
        case "closed" -> closes = true;
        case "hidden" -> hides = true;
        case "all" -> {
          opens = true;
          closes = true;
          hides = true;
        }
        case "none" -> {
          opens = false;
          closes = false;
          hides = false;
        }
        default -> {}
      }
      from = to + 1;
    }
    return new ResolveOptions(opens, closes, hides, ignoreUnavailable);
  }
}
