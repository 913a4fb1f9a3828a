package dev.weir.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Shows bytes of a buffer in arrays of a few hundred: the buffer checks every access, and whoever
 * looks at the beginning of an answer has seen enough soon. The array is the thread's own.
 */
final class ByteWindow {
  /** Takes bytes. */
  @FunctionalInterface
  interface Sink {
    /** Whether more are wanted; the array is valid within the call. */
    boolean take(byte[] bytes, int from, int to);
  }

  private static final int SIZE = 256;

  private static final FastThreadLocal<byte[]> BYTES =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SIZE];
        }
      };

  private ByteWindow() {}

  /** Shows so many bytes from there on, until no more are wanted. */
  static void show(ByteBuf buffer, int index, int length, Sink sink) {
    byte[] bytes = BYTES.get();
    for (int done = 0; done < length; done += SIZE) {
      int count = Math.min(SIZE, length - done);
      buffer.getBytes(index + done, bytes, 0, count);
      if (!sink.take(bytes, 0, count)) {
        return;
      }
    }
  }
}
