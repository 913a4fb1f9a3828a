package dev.weir.app.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A node that answers at once, and remembers when what arrived. */
final class CountingNode implements AutoCloseable {
  /**
   * A request that has arrived.
   *
   * @param at by {@link System#nanoTime}
   * @param target as it was asked for
   */
  record Arrival(long at, String target) {}

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private CountingNode(ServerSocket server) {
    this.server = server;
  }

  static CountingNode start() throws IOException {
    CountingNode node =
        new CountingNode(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
    var _ = Thread.ofVirtual().start(node::accept);
    return node;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What has arrived under a path, in order. */
  List<Long> arrivals(String path) {
    return arrivals.stream()
        .filter(arrival -> arrival.target.equals(path))
        .map(Arrival::at)
        .sorted()
        .toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      String first = HttpLines.head(in);
      while (!first.isEmpty()) {
        arrivals.add(new Arrival(System.nanoTime(), first.split(" ", 3)[1]));
        out.write(ANSWER);
        first = HttpLines.head(in);
      }
    } catch (IOException e) {
      // The gateway has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
