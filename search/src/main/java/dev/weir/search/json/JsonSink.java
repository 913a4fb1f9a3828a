package dev.weir.search.json;

/**
 * Is told what a {@link JsonScanner} finds. Arrays are the scanner's or its caller's own and hold
 * their bytes within the call only.
 */
public interface JsonSink {
  void startObject();

  void endObject();

  void startArray();

  void endArray();

  /**
   * Whether of the array that has just started it wants no more of plain values than how many they
   * are; asked once for each array. What else is in it, or how, it is told as ever.
   */
  default boolean countsValues() {
    return false;
  }

  /** So many values of an array of which it {@link #countsValues}. */
  default void values(int count) {
    throw new UnsupportedOperationException("counts no values");
  }

  /**
   * The name of what comes next in an object.
   *
   * @param bytes holds it in UTF-8, unescaped
   * @param hash of these bytes, by {@link Hashing#of}
   */
  void name(byte[] bytes, int from, int to, long hash);

  /**
   * A text; arguments as for a name.
   *
   * @param whole whether that is all of it, and not only as much as the bounds allow
   */
  void string(byte[] bytes, int from, int to, boolean whole);

  /**
   * A number.
   *
   * @param value rounded towards zero and capped where it does not fit; of a number with an
   *     exponent, what stands in front of it
   * @param integer whether it was written without fraction and exponent
   */
  void number(long value, boolean integer);

  void bool(boolean value);

  void nothing();
}
