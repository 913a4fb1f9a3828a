package dev.weir.app.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.AdminSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin listener. Requests run on virtual threads, a few at a time; it holds a bounded number
 * of connections and cuts slow ones. Who may call is decided by {@link Gatekeeper}.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final int AT_ONCE = 16;

  static {
    // The JDK's server reads its bounds from properties, once.
    bound("sun.net.httpserver.maxReqTime", "10");
    bound("sun.net.httpserver.maxRspTime", "30");
    bound("sun.net.httpserver.idleInterval", "30");
    bound("sun.net.httpserver.maxReqHeaders", "100");
    bound("sun.net.httpserver.nodelay", "true");
    bound("jdk.httpserver.maxConnections", "128");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Gatekeeper gatekeeper;
  private final AdminPages pages;

  private AdminServer(HttpServer server, ExecutorService threads, Administered administered) {
    this.server = server;
    this.threads = threads;
    this.gatekeeper = new Gatekeeper(() -> administered.configuration().admin().token());
    this.pages = new AdminPages(administered);
  }

  /**
   * Starts listening.
   *
   * @throws IOException if the address cannot be bound
   */
  public static AdminServer start(AdminSettings settings, Administered administered)
      throws IOException {
    HttpServer server = HttpServer.create(settings.address().resolve(), 64);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    AdminServer admin = new AdminServer(server, threads, administered);
    server.setExecutor(threads);
    server.createContext("/", admin::handle);
    server.start();
    return admin;
  }

  /** Where it listens; with the port that was taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      answer(exchange).send(exchange);
    } catch (IOException e) {
      LOG.debug("admin caller gone path={}", exchange.getRequestURI().getPath(), e);
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!free.tryAcquire()) {
      return Answer.error(503, "busy", "more than " + AT_ONCE + " admin requests at once");
    }
    try {
      Answer refusal = gatekeeper.check(exchange.getRequestHeaders());
      return refusal != null ? refusal : pages.answer(exchange);
    } catch (IOException | RuntimeException e) {
      LOG.error("admin request failed path={}", exchange.getRequestURI().getPath(), e);
      return Answer.error(500, "internal_error", String.valueOf(e.getMessage()));
    } finally {
      free.release();
    }
  }

  private static void bound(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Stops listening; answers that are being written have a second to end. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }
}
