package dev.weir.gateway.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Bodies: a piece of one large block of noise, where it begins being told by a salt. */
final class Content {
  private static final int PLACES = 1 << 20;
  static final int LONGEST = 256 * 1024;
  private static final byte[] NOISE = new byte[PLACES + LONGEST];

  static {
    new Random(20_251_120).nextBytes(NOISE);
  }

  private Content() {}

  private static int place(int salt) {
    return (salt * 0x9e3779b9) >>> 12;
  }

  static byte[] of(int salt, int size) {
    int start = place(salt);
    return Arrays.copyOfRange(NOISE, start, start + size);
  }

  static byte[] zipped(int salt, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(NOISE, place(salt), size);
    }
    return bytes.toByteArray();
  }

  static boolean is(byte[] bytes, int salt, int size) {
    int start = place(salt);
    return bytes.length == size && Arrays.equals(bytes, 0, size, NOISE, start, start + size);
  }

  /** A body in chunks, of a few sizes. */
  static byte[] chunked(byte[] body, int salt) {
    int longest = Math.max(16, body.length / (1 + (salt & 7)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 128);
    for (int at = 0; at < body.length; at += longest) {
      int length = Math.min(longest, body.length - at);
      bytes.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
      bytes.write(body, at, length);
      bytes.writeBytes(ascii("\r\n"));
    }
    bytes.writeBytes(ascii("0\r\n\r\n"));
    return bytes.toByteArray();
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Length and check sum of a body. */
  static String digest(byte[] body) {
    Digest digest = new Digest();
    digest.write(body, 0, body.length);
    return digest.toString();
  }

  /** Takes a body and keeps its length and check sum. */
  static final class Digest extends OutputStream {
    private final CRC32 sum = new CRC32();
    private long length;

    @Override
    public void write(int b) {
      sum.update(b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      sum.update(bytes, offset, count);
      length += count;
    }

    @Override
    public String toString() {
      return length + "-" + sum.getValue();
    }
  }
}
