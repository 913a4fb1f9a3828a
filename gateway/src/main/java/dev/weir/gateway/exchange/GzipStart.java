package dev.weir.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the beginning of a gzip stream (RFC 1952), as engines write them: without names or extra
 * fields. With every piece it begins anew, so that no inflater, which holds native memory, belongs
 * to an answer: the loop's own serves all. Used by one event loop.
 */
final class GzipStart {
  private static final int HEADER = 10;
  private static final int MOST = 2 * 1024;
  private static final FastThreadLocal<Scratch> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
          return new Scratch(new Inflater(true), new byte[MOST]);
        }

        @Override
        protected void onRemoval(Scratch scratch) {
          scratch.inflater.end();
        }
      };

  private final ByteWindow.Sink sink;
  private byte[] raw = new byte[0];
  private int length;
  private int told;
  private boolean givenUp;

  GzipStart(ByteWindow.Sink sink) {
    this.sink = sink;
  }

  void begin() {
    if (raw.length == 0) {
      raw = new byte[MOST];
    }
    length = 0;
    told = 0;
    givenUp = false;
  }

  /** Whether it is no gzip stream, or more of it is needed than is kept. */
  boolean hasGivenUp() {
    return givenUp;
  }

  void take(ByteBuf in, int index, int count) {
    int taken = Math.min(count, MOST - length);
    in.getBytes(index, raw, length, taken);
    length += taken;
    if (length >= HEADER && !givenUp) {
      givenUp = !isPlainGzip() || !inflate() || length == MOST;
    }
  }

  private boolean isPlainGzip() {
    return raw[0] == 0x1f && raw[1] == (byte) 0x8b && raw[2] == 8 && raw[3] == 0;
  }

  private boolean inflate() {
    Scratch scratch = SCRATCH.get();
    scratch.inflater.reset();
    scratch.inflater.setInput(raw, HEADER, length - HEADER);
    try {
      int count = scratch.inflater.inflate(scratch.content);
      if (told < count) {
        var _ = sink.take(scratch.content, told, count);
        told = count;
      }
      return true;
    } catch (DataFormatException e) {
      return false;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Scratch, never compared.
  private record Scratch(Inflater inflater, byte[] content) {}
}
