package dev.weir.app;

import com.sun.net.httpserver.HttpServer;
import dev.weir.app.admin.AdminServer;
import dev.weir.gateway.settings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through what a start and the first requests touch, so that the JVM can remember it for
 * later starts. The launcher runs it after a build; it ends with 0 whatever happens.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Address ANY = Address.loopback(0);
  private static final int REQUESTS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    Main.run("--version");
    Main.run("run", "--help");
    HttpServer node = node();
    try {
      rehearse(URI.create("http://127.0.0.1:" + node.getAddress().getPort()));
    } catch (IOException | ConfigurationSource.Mistaken e) {
      LOG.warn("rehearsal ended early error={}", e.toString());
    } finally {
      node.stop(0);
    }
  }

  private static void rehearse(URI node) throws IOException, ConfigurationSource.Mistaken {
    ConfigurationSource source =
        new DefaultConfiguration(new CommandLineSettings(List.of(node), ANY, ANY));
    try (Program program = Program.start(source, source.read());
        AdminServer admin = program.startAdmin()) {
      InetSocketAddress listener = program.addresses().getFirst();
      for (int i = 0; i < REQUESTS; i++) {
        exchange(listener, "POST /bills/_search HTTP/1.1", "{\"query\":{\"match_all\":{}}}");
      }
      for (String path : List.of("/", "/-/ready", "/-/config", "/-/clusters", "/metrics")) {
        exchange(admin.address(), "GET " + path + " HTTP/1.1", "");
      }
      program.reload();
      program.drain(PATIENCE);
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

  private static void exchange(InetSocketAddress address, String line, String body)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
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
