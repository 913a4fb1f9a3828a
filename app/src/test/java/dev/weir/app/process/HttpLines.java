package dev.weir.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of HTTP as plain messages need: a head, and a body with its length told. */
final class HttpLines {
  private static final String LENGTH = "content-length:";

  private HttpLines() {}

  /** Reads a whole message, and gives its first line; empty at the end of the stream. */
  static String head(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
    return first;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** A request of a path, as bytes. */
  static byte[] get(String path, String who) {
    return ("GET " + path + " HTTP/1.1\r\nHost: weir\r\nX-Who: " + who + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
