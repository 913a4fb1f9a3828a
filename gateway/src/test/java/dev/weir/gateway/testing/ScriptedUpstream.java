package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node that does what its script says, on blocking sockets and virtual threads. Every request is
 * read by {@link WireReader}; what it does not take is a violation and fails the test at close.
 */
public final class ScriptedUpstream implements AutoCloseable {
  /** Where the gateway of a fixture asks for health; kept apart from requests. */
  public static final String HEALTH_PATH = "/weir-health";

  /** What a frozen node answers: nothing. */
  public static final String NOTHING = "";

  private static final String HEALTHY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final ServerSocket server;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<UpstreamConnection> connections = new CopyOnWriteArrayList<>();
  private final List<Head> heads = new CopyOnWriteArrayList<>();
  private final List<Message> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Message> arrivals = new LinkedBlockingQueue<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private volatile Script script;
  private volatile @Nullable String healthAnswer = HEALTHY;

  private ScriptedUpstream(Script script, int port) throws IOException {
    this.script = script;
    this.server = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
  }

  public static ScriptedUpstream start(Script script) {
    return start(script, 0);
  }

  /** On a given port: a node that comes back. */
  public static ScriptedUpstream start(Script script, int port) {
    try {
      ScriptedUpstream upstream = new ScriptedUpstream(script, port);
      var _ = Thread.ofVirtual().name("upstream").start(upstream::accept);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node that answers every request with these bytes. */
  public static ScriptedUpstream answering(String answer) {
    return start(Script.answering(answer));
  }

  /** A port that nothing listens on. */
  public static URI refusing() {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + taken.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole 200 answer with a body. */
  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The name that the gateway calls this node by. */
  public String name() {
    return "127.0.0.1:" + port();
  }

  /** Forgets what was seen so far, and closes every connection so that the next script is used. */
  public void forget() {
    for (Socket socket : sockets) {
      closeQuietly(socket);
    }
    threads.removeIf(thread -> !thread.isAlive());
    sockets.removeIf(Socket::isClosed);
    connections.clear();
    heads.clear();
    requests.clear();
    arrivals.clear();
    violations.clear();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What connections made from now on are served by. */
  public void follow(Script next) {
    script = next;
  }

  /** What health checks are answered with; null resets their connection. */
  public void answerHealthWith(@Nullable String answer) {
    healthAnswer = answer;
  }

  /** Requests that arrived whole, in order. */
  public List<Message> requests() {
    return List.copyOf(requests);
  }

  /** Heads of all requests that began, in order. */
  public List<Head> heads() {
    return List.copyOf(heads);
  }

  /** The next request that arrived whole, waiting for it. */
  public Message takeRequest() {
    try {
      Message request = arrivals.poll(5, TimeUnit.SECONDS);
      assertThat(request).as("a request at the node").isNotNull();
      return request;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Connections that at least one request began on. */
  public List<UpstreamConnection> connections() {
    return connections.stream().filter(connection -> connection.requests() > 0).toList();
  }

  /** Every byte that came, health checks left out, over all connections. */
  public String received() {
    StringBuilder all = new StringBuilder();
    for (UpstreamConnection connection : connections) {
      String bytes = connection.received();
      if (!bytes.startsWith("GET " + HEALTH_PATH)) {
        all.append(bytes);
      }
    }
    return all.toString();
  }

  /** Connections that are open on this side. */
  public long openConnections() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count();
  }

  /** What came that was no HTTP. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Fails if the gateway, which has been closed, still holds a connection to this node. */
  public void assertAbandoned() {
    for (Thread thread : threads) {
      try {
        if (!thread.join(Duration.ofSeconds(5))) {
          throw new AssertionError("a connection to " + name() + " was leaked");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Stops listening and breaks every connection, as a killed process does. */
  public void kill() {
    try {
      server.close();
      for (Socket socket : sockets) {
        if (!socket.isClosed()) {
          reset(socket);
        }
      }
    } catch (SocketException e) {
      throw new AssertionError("a socket of the node could not be reset", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : new ArrayList<>(sockets)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable String healthAnswer() {
    return healthAnswer;
  }

  void sawHead(Head head) {
    heads.add(head);
  }

  void sawRequest(Message request) {
    requests.add(request);
    arrivals.add(request);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (server.isClosed()) {
          // Whoever was accepted while it was killed is not served: the dead do not answer.
          reset(socket);
          return;
        }
        UpstreamConnection connection = new UpstreamConnection(this, socket);
        connections.add(connection);
        threads.add(Thread.ofVirtual().name("upstream").start(() -> serve(socket, connection)));
      } catch (IOException e) {
        if (!server.isClosed()) {
          violations.add("accept: " + e);
        }
      }
    }
  }

  private void serve(Socket socket, UpstreamConnection connection) {
    try (socket) {
      script.serve(connection);
    } catch (ProtocolViolation e) {
      violations.add(e.getMessage() + " in " + connection.received());
    } catch (IOException e) {
      // The other side is gone: what tests are about, and what they look at elsewhere.
    } catch (RuntimeException e) {
      violations.add("script: " + e);
    }
  }
}
