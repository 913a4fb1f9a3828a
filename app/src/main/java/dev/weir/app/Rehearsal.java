package dev.weir.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through what a start and the first requests touch, so that the JVM can remember it for
 * later starts. The launcher runs it after a build.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int REQUESTS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Rehearsal() {}

  /** Ends the JVM, also when something is left that would hold it. */
  public static void main(String[] args) throws IOException {
    Main.run("--version");
    HttpServer node = node();
    Path file = Files.createTempFile("weir-rehearsal", ".yaml");
    int exitCode = ExitCodes.FAILED;
    try {
      rehearse(node.getAddress().getPort(), file);
      exitCode = ExitCodes.DONE;
    } catch (IOException e) {
      LOG.error("rehearsal failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(file);
    System.exit(exitCode);
  }

  private static void rehearse(int node, Path file) throws IOException, InterruptedException {
    int listener = freePort();
    int admin = freePort();
    Files.writeString(file, configuration(node, listener, admin));
    Thread run = Thread.ofPlatform().start(() -> Main.run("run", "--config", file.toString()));
    awaitListener(admin);
    for (int i = 0; i < REQUESTS; i++) {
      exchange(listener, "POST /bills/_search HTTP/1.1", "{\"query\":{\"match_all\":{}}}");
    }
    for (String path : List.of("/", "/-/ready", "/-/config", "/-/clusters", "/metrics")) {
      exchange(admin, "GET " + path + " HTTP/1.1", "");
    }
    exchange(admin, "POST /-/reload HTTP/1.1", "");
    Signals.raise("TERM");
    run.join(PATIENCE);
  }

  private static String configuration(int node, int listener, int admin) {
    return """
    listeners: [{address: "127.0.0.1:%d"}]
    clusters: [{name: main, nodes: ["http://127.0.0.1:%d"]}]
    admin: {address: "127.0.0.1:%d"}
    """
        .formatted(listener, node, admin);
  }

  private static void awaitListener(int port) throws IOException, InterruptedException {
    for (int tries = 0; tries < 100; tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException e) {
        Thread.sleep(PAUSE);
      }
    }
    throw new IOException("nothing listens on port " + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpServer node() throws IOException {
    HttpServer node =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"hits\":{\"total\":{\"value\":0}}}".getBytes(StandardCharsets.UTF_8);
    node.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    node.start();
    return node;
  }

  private static void exchange(int port, String line, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      String request =
          line
              + "\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close"
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
