package dev.weir.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node for transfers: takes and discards bodies of known length, sends as many bytes as it is
 * asked for, both at the rate that the request names. {@code POST /sink?rate=R}, {@code GET
 * /bytes/N?rate=R}; anything else, a health check, is answered with an empty object.
 */
public final class StreamNode {
  private static final Pattern BYTES = Pattern.compile("/bytes/(\\d+)");
  private static final Pattern RATE = Pattern.compile("[?&]rate=(\\d+)");
  private static final int HEAD_LIMIT = 16 * 1024;

  private final Zeros zeros;

  private StreamNode(Zeros zeros) {
    this.zeros = zeros;
  }

  /**
   * Listens until killed.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    try (ServerSocketChannel server = ServerSocketChannel.open();
        Zeros zeros = new Zeros()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      StreamNode node = new StreamNode(zeros);
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().daemon().start(() -> node.serve(client));
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
      while (exchange(client, buffer)) {
        // The next one on the same connection.
      }
    } catch (IOException e) {
      // The proxy has gone, which it may at any time.
    }
  }

  /** One request and its answer; false when the connection has ended. */
  private boolean exchange(SocketChannel client, ByteBuffer buffer) throws IOException {
    byte[] head = new byte[HEAD_LIMIT];
    int headEnd = -1;
    while (headEnd < 0) {
      int have = Math.min(buffer.position(), HEAD_LIMIT);
      buffer.get(0, head, 0, have);
      headEnd = HttpBytes.headEnd(head, have);
      if (headEnd < 0 && (have == HEAD_LIMIT || client.read(buffer) < 0)) {
        return false;
      }
    }
    String line = new String(head, 0, headEnd, StandardCharsets.ISO_8859_1).lines().toList().get(0);
    Matcher rate = RATE.matcher(line);
    long bytesPerSecond = rate.find() ? Long.parseLong(rate.group(1)) : 0;
    Pace pace = bytesPerSecond == 0 ? Pace.unhindered() : Pace.of(bytesPerSecond);
    long bodyLength = Math.max(0, HttpBytes.contentLength(head, headEnd));
    long early = (long) buffer.position() - headEnd;
    buffer.clear();
    discard(client, buffer, bodyLength, Math.min(early, bodyLength), pace);
    Matcher bytes = BYTES.matcher(line);
    if (bytes.find()) {
      send(client, Long.parseLong(bytes.group(1)), pace);
    } else {
      answer(client, "{}");
    }
    return true;
  }

  private static void discard(
      SocketChannel client, ByteBuffer buffer, long length, long early, Pace pace)
      throws IOException {
    long received = early;
    while (received < length) {
      buffer
          .clear()
          .limit((int) Math.min(Math.min(buffer.capacity(), pace.slice()), length - received));
      int read = client.read(buffer);
      if (read < 0) {
        throw new IOException("body cut short");
      }
      received += read;
      pace.await(received);
    }
    buffer.clear();
  }

  private void send(SocketChannel client, long length, Pace pace) throws IOException {
    write(
        client,
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: "
            + length
            + "\r\n\r\n");
    long sent = 0;
    while (sent < length) {
      sent += zeros.send(sent, Math.min(pace.slice(), length - sent), client);
      pace.await(sent);
    }
  }

  private static void answer(SocketChannel client, String json) throws IOException {
    write(
        client,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  private static void write(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
