package dev.weir.search;

/** Tells the operation of a request. Stateless; safe from any thread; allocates nothing. */
public final class Operations {
  private Operations() {}

  /**
   * Tells the operation from method and path.
   *
   * @param bytes holds both, ASCII
   * @param methodStart first byte of the method
   * @param methodEnd after its last
   * @param pathStart first byte of the path, percent-encoded, with or without a leading slash
   * @param pathEnd after its last, before any {@code ?}
   */
  public static Operation of(
      byte[] bytes, int methodStart, int methodEnd, int pathStart, int pathEnd) {
    return Operation.UNKNOWN;
  }
}
