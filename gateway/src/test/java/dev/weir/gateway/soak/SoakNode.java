package dev.weir.gateway.soak;

import dev.weir.gateway.testing.Head;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.ProtocolViolation;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.WireReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A node that answers each request as the request says, or does wrong as it says. */
final class SoakNode implements AutoCloseable {
  private static final String[] MALFORMED = {
    "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
  };
  private static final String OTHER =
      "HTTP/1.1 200 OK\r\nX-Token: nobody's\r\nContent-Length: 2\r\n\r\nno";

  private final int index;
  private final Tally tally;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private SoakNode(int index, Tally tally, ServerSocket server) {
    this.index = index;
    this.tally = tally;
    this.server = server;
  }

  static SoakNode start(int index, Tally tally) {
    try {
      ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
      SoakNode node = new SoakNode(index, tally, server);
      Thread.ofVirtual().name("node").start(node::accept);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().name("node connection").start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          tally.violation("a node cannot accept: " + e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      WireReader reader = new WireReader(socket.getInputStream());
      Head head = reader.readRequestHead();
      while (head != null && answer(head, reader, socket)) {
        head = reader.readRequestHead();
      }
    } catch (ProtocolViolation e) {
      tally.violation("a node was sent what is no request: " + e.getMessage());
    } catch (IOException e) {
      tally.count("connections to nodes that ended within a message");
    } finally {
      sockets.remove(socket);
    }
  }

  /** Whether the connection stays. */
  private boolean answer(Head head, WireReader reader, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    Order order = Order.of(head.target());
    if (order == null) {
      if (!head.target().equals(ScriptedUpstream.HEALTH_PATH)) {
        tally.violation("a node was sent what nobody should be: " + head.target());
      }
      out.write(Content.ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
      return true;
    }
    tally.count("heads");
    if (head.target().startsWith("/_bulk")) {
      tally.uploadReached(order);
    }
    NodeFault fault = order.faultOf(index);
    if (fault == NodeFault.EARLY) {
      tally.count("node " + fault);
      out.write(compose(order, head, ""));
    } else if (head.holds("Expect", "100-continue")) {
      out.write(Content.ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    Content.Digest digest = new Content.Digest();
    var _ = reader.copyRequestBody(head, digest);
    if (fault == NodeFault.EARLY) {
      return order.framing() != Order.Framing.CLOSING;
    }
    String received = "X-Received: " + digest + "\r\n";
    return act(order, fault, head, compose(order, head, received), reader, socket);
  }

  private boolean act(
      Order order, NodeFault fault, Head head, byte[] answer, WireReader reader, Socket socket)
      throws IOException {
    if (fault != NodeFault.NONE) {
      tally.count("node " + fault);
    }
    OutputStream out = socket.getOutputStream();
    switch (fault) {
      case NONE, CLOSE_AFTER, EARLY -> out.write(answer);
      case RESET_BEFORE -> reset(socket);
      case RESET_IN_HEAD -> {
        out.write(answer, 0, 20);
        reset(socket);
      }
      case RESET_IN_BODY -> {
        out.write(answer, 0, answer.length - 1 - order.size() / 2);
        reset(socket);
      }
      case CLOSE_BEFORE -> socket.shutdownOutput();
      case CLOSE_IN_HEAD -> out.write(answer, 0, 20);
      case CLOSE_IN_BODY -> out.write(answer, 0, answer.length - 1 - order.size() / 2);
      case SLOW -> {
        Pause.ofMillis(1 + (order.salt() & 15));
        out.write(answer);
      }
      case DRIBBLE -> {
        int step = answer.length / 5 + 1;
        for (int at = 0; at < answer.length; at += step) {
          out.write(answer, at, Math.min(step, answer.length - at));
          Pause.ofMillis(1);
        }
      }
      case MALFORMED_HEAD -> out.write(Content.ascii(MALFORMED[order.number() % MALFORMED.length]));
      case MALFORMED_CHUNK -> {
        out.write(answer, 0, answer.length - 5);
        out.write(Content.ascii("zz\r\nno chunk\r\n0\r\n\r\n"));
      }
      case EXTRA -> {
        out.write(Content.join(answer, Content.ascii(OTHER)));
      }
      case SILENT -> {
        if (reader.read() >= 0) {
          tally.violation("a node was sent more before it had answered: " + head.startLine());
        }
      }
    }
    return switch (fault) {
      case NONE, SLOW, DRIBBLE, EXTRA, EARLY -> order.framing() != Order.Framing.CLOSING;
      default -> false;
    };
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static byte[] compose(Order order, Head request, String received) throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 200 OK\r\nX-Token: ").append(order.token()).append("\r\n");
    head.append(received);
    byte[] body =
        order.framing() == Order.Framing.ZIPPED
            ? Content.zipped(order.salt(), order.size())
            : Content.of(order.salt(), order.size());
    byte[] framed = body;
    switch (order.framing()) {
      case LENGTH -> head.append("Content-Length: ").append(body.length).append("\r\n");
      case ZIPPED ->
          head.append("Content-Encoding: gzip\r\nContent-Length: ")
              .append(body.length)
              .append("\r\n");
      case CHUNKED -> {
        head.append("Transfer-Encoding: chunked\r\n");
        framed = Content.chunked(body, order.salt());
      }
      case CLOSING -> head.append("Connection: close\r\n");
    }
    head.append("\r\n");
    byte[] sent = request.method().equals("HEAD") ? new byte[0] : framed;
    return Content.join(Content.ascii(head.toString()), sent);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
