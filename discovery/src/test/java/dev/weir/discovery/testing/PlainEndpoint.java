package dev.weir.discovery.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A plain HTTP service that answers every request with its name. */
public final class PlainEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong requests = new AtomicLong();

  private PlainEndpoint(HttpServer server) {
    this.server = server;
  }

  public static PlainEndpoint start() throws IOException {
    PlainEndpoint endpoint =
        new PlainEndpoint(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256));
    byte[] answer = endpoint.name().getBytes(StandardCharsets.US_ASCII);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().startsWith("/work")) {
            endpoint.requests.incrementAndGet();
          }
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    endpoint.server.start();
    return endpoint;
  }

  public URI uri() {
    return URI.create("http://" + name());
  }

  /** {@code host:port}. */
  public String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Requests that were no checks. */
  public long requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
