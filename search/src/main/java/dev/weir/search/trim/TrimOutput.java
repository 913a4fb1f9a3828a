package dev.weir.search.trim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What is kept of one piece. */
final class TrimOutput {
  private byte[] bytes = new byte[0];
  private int length;

  /** Begins with another piece; what was kept of the last stays as it is. */
  void begin(int expected) {
    bytes = new byte[expected];
    length = 0;
  }

  void write(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void write(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }

  ByteBuffer end() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
