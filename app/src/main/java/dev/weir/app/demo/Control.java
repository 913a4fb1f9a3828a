package dev.weir.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets another shell of the same user act on the nodes: {@code POST /kill/2} on loopback, with a
 * token that stands in a file only that user can read.
 */
final class Control implements AutoCloseable {
  private final Faults faults;
  private final ControlFile file;
  private final ControlFile.Content content;
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("demo-control").factory());

  private Control(Faults faults, ControlFile file, HttpServer server, String token) {
    this.faults = faults;
    this.file = file;
    this.server = server;
    content = new ControlFile.Content(server.getAddress().getPort(), token);
  }

  static Control start(Faults faults, ControlFile file) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    Control control = new Control(faults, file, server, HexFormat.of().formatHex(secret));
    server.setExecutor(control.thread);
    server.createContext("/", control::answer);
    server.start();
    file.write(control.content);
    return control;
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    thread.shutdownNow();
    file.remove(content);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] words = exchange.getRequestURI().getPath().split("/", -1);
      String shown = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
      Optional<Action> action = words.length == 3 ? Action.ofWord(words[1]) : Optional.empty();
      if (!same(shown, "Bearer " + content.token())) {
        send(exchange, 401, "not with this token");
      } else if (action.isEmpty()
          || !words[2].matches("[1-9]")
          || !exchange.getRequestMethod().equals("POST")) {
        send(exchange, 404, "POST /kill/N, /freeze/N or /back/N");
      } else {
        Faults.Answer answer = faults.begin(action.get(), Integer.parseInt(words[2]));
        send(exchange, answer.begun() ? 200 : 409, answer.text());
      }
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
