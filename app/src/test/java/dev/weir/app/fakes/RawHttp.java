package dev.weir.app.fakes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends what a client library would not, and gives back all that came until the other side closed.
 */
public final class RawHttp {
  private RawHttp() {}

  /**
   * Sends a request without a body on a connection of its own.
   *
   * @param line as in {@code GET / HTTP/1.1}
   * @param fields as in {@code Host: localhost}
   */
  public static String exchange(InetSocketAddress address, String line, String... fields)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      String head =
          line + "\r\n" + String.join("\r\n", List.of(fields)) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
