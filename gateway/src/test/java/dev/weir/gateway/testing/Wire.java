package dev.weir.gateway.testing;

import java.nio.charset.StandardCharsets;

/** Writes messages as they stand on the wire: bytes are characters of ISO-8859-1. */
public final class Wire {
  private Wire() {}

  /** Lines, each with its CRLF. */
  public static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  /** A head: lines, each with its CRLF, and the empty line. */
  public static String head(String... lines) {
    return lines(lines) + "\r\n";
  }

  /** A GET with a Host. */
  public static String get(String target) {
    return head("GET " + target + " HTTP/1.1", "Host: a");
  }

  /** A request with a Host and a body of known length. */
  public static String withBody(String method, String target, String body) {
    return head(method + " " + target + " HTTP/1.1", "Host: a", "Content-Length: " + body.length())
        + body;
  }

  /** The beginning of a request with a chunked body. */
  public static String chunkedHead(String method, String target) {
    return head(method + " " + target + " HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
  }

  /** A chunk. */
  public static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  /** Text in UTF-8, as bytes on the wire. */
  public static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
