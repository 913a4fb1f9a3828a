package dev.weir.search.profile;

import dev.weir.search.json.Hashing;

/**
 * What a query string does ({@code status:paid AND name:*son~1}), by Lucene's classic syntax, read
 * without its grammar: what looks like a wildcard, a regular expression or a range counts as one.
 */
public final class QueryText {
  /** What a query string may do. */
  public enum Feature {
    WILDCARD(1),
    /** A term that begins with a wildcard and goes on: {@code *son}. */
    LEADING_WILDCARD(2),
    REGEXP(4),
    FUZZY(8),
    RANGE(16),
    PHRASE(32),
    /** Looks into every field: {@code \*:foo}. */
    ANY_FIELD(64);

    private final int bit;

    Feature(int bit) {
      this.bit = bit;
    }
  }

  private int features;
  private int terms;
  private long shape;

  void clear() {
    features = 0;
    terms = 0;
    shape = 0;
  }

  public boolean has(Feature feature) {
    return (features & feature.bit) != 0;
  }

  /** How many words it has. */
  public int terms() {
    return terms;
  }

  /** The same for texts that do the same with the same fields, whatever they look for. */
  long shape() {
    return Hashing.mix(shape, features);
  }

  void read(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte each = bytes[i];
      if (each == '"') {
        add(Feature.PHRASE);
        i = behind(bytes, i + 1, to, '"');
        terms++;
      } else if (each == '/') {
        add(Feature.REGEXP);
        i = behind(bytes, i + 1, to, '/');
        terms++;
      } else if (each == '[' || each == '{') {
        add(Feature.RANGE);
        i++;
      } else if (each == '~') {
        add(Feature.FUZZY);
        i++;
      } else if (isOfWord(each)) {
        i = word(bytes, i, to);
      } else {
        i++;
      }
    }
  }

  private int word(byte[] bytes, int from, int to) {
    int stars = 0;
    int i = from;
    while (i < to && isOfWord(bytes[i])) {
      if (bytes[i] == '\\') {
        i++;
      } else if (bytes[i] == '*' || bytes[i] == '?') {
        stars++;
      }
      i++;
    }
    int end = Math.min(i, to);
    if (end < to && bytes[end] == ':') {
      if (stars > 0) {
        add(Feature.ANY_FIELD);
      }
      // A set of fields, in whatever order.
      shape += Hashing.mix(Hashing.of(bytes, from, end), 1);
      return end + 1;
    }
    terms++;
    boolean alone = end - from == 1;
    if (stars > 0 && !alone) {
      add(Feature.WILDCARD);
      if (bytes[from] == '*' || bytes[from] == '?') {
        add(Feature.LEADING_WILDCARD);
      }
    }
    return end;
  }

  private static boolean isOfWord(byte each) {
    return switch (each) {
      case ' ', '\t', '\n', '\r', '(', ')', '"', ':', '/', '[', ']', '{', '}', '~', '^', '!' ->
          false;
      default -> true;
    };
  }

  private static int behind(byte[] bytes, int from, int to, char end) {
    int i = from;
    while (i < to && bytes[i] != end) {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, to - 1) + 1;
  }

  private void add(Feature feature) {
    features |= feature.bit;
  }
}
