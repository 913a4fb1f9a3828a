package dev.weir.search.json;

/**
 * How much of a body is read and kept.
 *
 * @param depth objects and arrays within each other; engines allow queries some twenty levels of
 *     clauses, each of which is two or three of these
 * @param text bytes of one name or text
 * @param size bytes of the whole body
 */
public record Bounds(int depth, int text, long size) {
  public static final Bounds DEFAULT = new Bounds(200, 16 * 1024, 16L * 1024 * 1024);

  public Bounds {
    if (depth < 1 || text < 16 || size < 1) {
      throw new IllegalArgumentException(
          "depth [%d] expected >= 1, text [%d] expected >= 16, size [%d] expected >= 1"
              .formatted(depth, text, size));
    }
  }
}
