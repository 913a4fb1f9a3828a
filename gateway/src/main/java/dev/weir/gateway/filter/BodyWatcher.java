package dev.weir.gateway.filter;

/**
 * Looks at the beginning of a body as it passes, unpacked if it came in gzip. Nothing is held back
 * for it, copied or changed; of a packed body only the first kilobytes are seen. One instance
 * serves one body.
 */
@FunctionalInterface
public interface BodyWatcher {
  /**
   * Takes the next bytes.
   *
   * @param bytes valid within the call, and not to be changed
   * @return whether more are wanted; if not, the rest costs nothing
   */
  boolean take(byte[] bytes, int from, int to);
}
