package dev.weir.discovery.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of Kubernetes' API server that a list and a watch need, over TLS: the real one is not to
 * be had from Maven or Debian.
 */
final class FakeApi implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path account;
  private final List<HttpExchange> watchers = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final Map<String, String> slices = new ConcurrentHashMap<>();
  private int version = 1;

  FakeApi(Path account) throws Exception {
    this.account = account;
    X509Bundle certificate =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .addSanIpAddress("127.0.0.1")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.createDirectories(account);
    Files.writeString(account.resolve("ca.crt"), certificate.getCertificatePEM());
    Files.writeString(account.resolve("token"), "first\n");
    Files.writeString(account.resolve("namespace"), "search");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate.toKeyStore("changeit".toCharArray()), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(threads);
    server.createContext("/apis/discovery.k8s.io/v1/namespaces/search/endpointslices", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> refused() {
    return refused;
  }

  int watchers() {
    return watchers.size();
  }

  /** A slice as it is from now on; watchers are told. */
  synchronized void put(String name, String port, String... endpoints) throws IOException {
    version++;
    String slice =
        """
        {"metadata":{"name":"%s","resourceVersion":"%d"},"addressType":"IPv4",
         "ports":[{"name":"other","port":1},{"name":"http","port":%s}],"endpoints":[%s]}
        """
            .formatted(name, version, port, String.join(",", endpoints))
            .replace("\n", "");
    boolean known = slices.put(name, slice) != null;
    tell(known ? "MODIFIED" : "ADDED", slice);
  }

  synchronized void delete(String name) throws IOException {
    version++;
    tell("DELETED", String.valueOf(slices.remove(name)));
  }

  /** Ends every watch as a server does that has forgotten so old a version. */
  synchronized void expire() throws IOException {
    tell("ERROR", "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}");
    watchers.forEach(HttpExchange::close);
    watchers.clear();
  }

  private void tell(String type, String object) throws IOException {
    for (HttpExchange watcher : watchers) {
      OutputStream out = watcher.getResponseBody();
      out.write(
          "{\"type\":\"%s\",\"object\":%s}\n"
              .formatted(type, object)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  static String endpoint(String address, String conditions, String zone) {
    return "{\"addresses\":[\"%s\"],\"conditions\":%s,\"zone\":\"%s\"}"
        .formatted(address, conditions, zone);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String token = Files.readString(account.resolve("token")).strip();
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !query.contains("labelSelector=kubernetes.io/service-name=data")) {
      refused.add(String.valueOf(exchange.getRequestURI()));
      exchange.sendResponseHeaders(403, -1);
      exchange.close();
      return;
    }
    synchronized (this) {
      if (query.contains("watch=true")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        watchers.add(exchange);
      } else {
        byte[] list =
            "{\"kind\":\"EndpointSliceList\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":%s}"
                .formatted(version, new ArrayList<>(slices.values()))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, list.length);
        exchange.getResponseBody().write(list);
        exchange.close();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
