package dev.weir.gateway.remember;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A gzip stream, of which no more is inflated than is worth the time: it ends there. */
final class Inflated extends GZIPInputStream {
  private static final int MOST_BYTES = 1024 * 1024;

  private int left = MOST_BYTES;

  Inflated(InputStream zipped) throws IOException {
    super(zipped);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int count = super.read(into, offset, Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }
}
