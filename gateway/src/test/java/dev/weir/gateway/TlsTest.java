package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ClientTlsSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.settings.ServerTlsSettings;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS in front and behind, with a node that is the JDK's own HTTPS server. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private X509Bundle authority;
  private HttpsServer node;
  private volatile String authorizationSeen = "";

  @BeforeEach
  void startNode() throws Exception {
    authority =
        new CertificateBuilder()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
    node = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    SSLContext context = serverContext(certificate("node", "127.0.0.1"));
    node.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(context.getDefaultSSLParameters());
          }
        });
    node.createContext(
        "/",
        exchange -> {
          authorizationSeen = "" + exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = "tls".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
  }

  @AfterEach
  void stopNode() {
    node.stop(0);
  }

  @Test
  void shouldSpeakTlsToANodeWhoseCertificateIsSigned() throws Exception {
    try (Gateway gateway = start(cluster("127.0.0.1", folder.resolve("ca.pem"), true), null)) {
      assertThat(get("http", gateway)).isEqualTo("200 tls");
    }
  }

  @Test
  void shouldRefuseANodeWhoseCertificateIsNotSigned() throws Exception {
    try (Gateway gateway = start(cluster("127.0.0.1", null, true), null)) {
      assertThat(get("http", gateway)).startsWith("502").contains("upstream_failed_exception");
    }
  }

  @Test
  void shouldRefuseANodeWhoseCertificateNamesAnother() throws Exception {
    try (Gateway gateway = start(cluster("localhost", folder.resolve("ca.pem"), true), null)) {
      assertThat(get("http", gateway)).startsWith("502");
    }
  }

  @Test
  void shouldTakeAnyCertificateIfToldNotToVerify() throws Exception {
    try (Gateway gateway = start(cluster("localhost", null, false), null)) {
      assertThat(get("http", gateway)).isEqualTo("200 tls");
    }
  }

  @Test
  void shouldShowItsOwnCredentialsInPlaceOfTheClients() throws Exception {
    ClusterSettings plain = cluster("127.0.0.1", folder.resolve("ca.pem"), true);
    ClusterSettings cluster =
        plain.change().credentials(CredentialsSettings.basic("weir", "dam")).build();
    try (Gateway gateway = start(cluster, null)) {
      HttpRequest request =
          request("http", gateway).header("Authorization", "Basic Y2xpZW50OmNsaWVudA==").build();

      client().send(request, BodyHandlers.ofString());

      assertThat(authorizationSeen).isEqualTo("Basic d2VpcjpkYW0=");
    }
  }

  @Test
  void shouldServeTlsAndARenewedCertificateWithoutARestart() throws Exception {
    ServerTlsSettings tls = serverTls("first", null);
    try (Gateway gateway = start(cluster("127.0.0.1", folder.resolve("ca.pem"), true), tls)) {
      assertThat(get("https", gateway)).isEqualTo("200 tls");
      assertThat(subjectServed(gateway)).contains("CN=first");

      serverTls("second", null);

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(subjectServed(gateway)).contains("CN=second"));
    }
  }

  @Test
  void shouldRefuseClientsWithoutACertificateIfAuthoritiesAreNamed() throws Exception {
    ServerTlsSettings tls = serverTls("server", folder.resolve("ca.pem"));
    try (Gateway gateway = start(cluster("127.0.0.1", folder.resolve("ca.pem"), true), tls)) {
      assertThatThrownBy(() -> get("https", gateway)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldNotStartWithACertificateThatIsNone() throws Exception {
    Files.writeString(folder.resolve("server.pem"), "no certificate");
    Files.writeString(folder.resolve("server.key"), "no key");
    ServerTlsSettings tls =
        new ServerTlsSettings(folder.resolve("server.pem"), folder.resolve("server.key"), null);

    assertThatThrownBy(() -> start(cluster("127.0.0.1", null, true), tls).close())
        .isInstanceOf(IOException.class);
  }

  private ClusterSettings cluster(String host, @Nullable Path authorities, boolean verify) {
    ClusterSettings plain =
        ClusterSettings.of(
            "main", List.of(URI.create("https://" + host + ":" + node.getAddress().getPort())));
    return plain.change().tls(new ClientTlsSettings(authorities, null, null, verify)).build();
  }

  private static Gateway start(ClusterSettings cluster, @Nullable ServerTlsSettings tls)
      throws IOException {
    ListenerSettings plain = ListenerSettings.defaults();
    ListenerSettings listener =
        new ListenerSettings(
            Address.loopback(0),
            tls,
            100,
            plain.maxHead(),
            null,
            plain.headTimeout(),
            plain.bodyTimeout(),
            plain.idleTimeout(),
            plain.halfClose());
    return Gateway.start(
        GatewaySettings.defaults().withListener(listener).withCluster(cluster).withEventLoops(1),
        ExchangeObserver.none());
  }

  private X509Bundle certificate(String name, String address) throws Exception {
    return new CertificateBuilder()
        .subject("CN=" + name)
        .addSanIpAddress(address)
        .buildIssuedBy(authority);
  }

  private ServerTlsSettings serverTls(String name, @Nullable Path clients) throws Exception {
    X509Bundle bundle = certificate(name, "127.0.0.1");
    Files.writeString(folder.resolve("server.pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve("server.key"), bundle.getPrivateKeyPEM());
    return new ServerTlsSettings(
        folder.resolve("server.pem"), folder.resolve("server.key"), clients);
  }

  private static SSLContext serverContext(X509Bundle bundle) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(bundle.toKeyStore(PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private SSLContext clientContext() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority.getCertificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(clientContext())
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static HttpRequest.Builder request(String scheme, Gateway gateway) {
    int port = gateway.addresses().getFirst().getPort();
    return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/"))
        .timeout(Duration.ofSeconds(10));
  }

  private String get(String scheme, Gateway gateway) throws Exception {
    try (HttpClient client = client()) {
      var response = client.send(request(scheme, gateway).build(), BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  private String subjectServed(Gateway gateway) throws Exception {
    InetSocketAddress address = gateway.addresses().getFirst();
    try (SSLSocket socket =
        (SSLSocket)
            clientContext()
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort())) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }
}
