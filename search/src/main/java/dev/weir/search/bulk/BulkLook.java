package dev.weir.search.bulk;

/**
 * What a look at a bulk has told.
 *
 * @param bytes of its body; -1 if that is not known
 * @param items how many there are; -1 if they were not counted
 * @param withoutIds how many of them index a document at an id that the engine chooses; -1 if that
 *     was not counted
 */
public record BulkLook(long bytes, int items, int withoutIds) {
  /** Nothing is known, or it is no bulk. */
  public static final BulkLook NONE = new BulkLook(-1, -1, -1);

  /** A bulk of which only the size is known. */
  public static BulkLook ofBytes(long bytes) {
    return new BulkLook(bytes, -1, -1);
  }
}
