package dev.weir.discovery.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Asks a registry over HTTP: whole answers of a bounded size, and streams of a bounded time. */
final class HttpSource {
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final HttpClient client;
  private final Duration timeout;

  private HttpSource(HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /**
   * Prepares to ask.
   *
   * @param authorities certificates, PEM, that https is trusted by; null for those of the JDK
   * @param timeout within which an answer must begin
   * @throws IOException if the certificates cannot be read
   */
  static HttpSource of(@Nullable Path authorities, Duration timeout) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
    if (authorities != null) {
      builder.sslContext(trusting(authorities));
    }
    return new HttpSource(builder.build(), timeout);
  }

  private static SSLContext trusting(Path authorities) throws IOException {
    try (InputStream in = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(authorities + ": " + e.getMessage(), e);
    }
  }

  /**
   * Asks and reads the whole answer.
   *
   * @param body to be posted; null for a GET
   * @throws IOException if there is no answer in time, or one that is not 200
   */
  byte[] ask(URI uri, @Nullable String body, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(uri, body, fields), BodyHandlers.ofInputStream());
    try (InputStream in = limited(response.body(), timeout)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(uri + ": an answer of more than " + MOST_BYTES + " bytes");
      }
      expectOk(uri, response.statusCode(), bytes);
      return bytes;
    }
  }

  /**
   * Asks and gives what is answered as it comes. It ends by itself after a time: a source that has
   * fallen silent is not waited for.
   */
  InputStream stream(URI uri, @Nullable String body, Map<String, String> fields, Duration bound)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(uri, body, fields), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream in = limited(response.body(), timeout)) {
        expectOk(uri, response.statusCode(), in.readNBytes(1024));
      }
    }
    return limited(response.body(), bound);
  }

  private HttpRequest request(URI uri, @Nullable String body, Map<String, String> fields) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(timeout);
    fields.forEach(builder::header);
    if (body != null) {
      builder.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return builder.build();
  }

  private static void expectOk(URI uri, int status, byte[] body) throws IOException {
    if (status != 200) {
      String said = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
      throw new HttpRefusal(status, uri.getPath() + " answered " + status + ": " + said.strip());
    }
  }

  /** Closes itself after a time; whoever reads then gets an exception. */
  private static InputStream limited(InputStream in, Duration bound) {
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> closeQuietly(in),
            CompletableFuture.delayedExecutor(bound.toMillis(), TimeUnit.MILLISECONDS));
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        end.cancel(false);
        super.close();
      }
    };
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // It is being given up.
    }
  }

  void close() {
    client.shutdownNow();
  }

  /** An answer that is not 200. */
  static final class HttpRefusal extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    HttpRefusal(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
