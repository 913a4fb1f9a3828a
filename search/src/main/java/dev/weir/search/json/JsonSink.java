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
