package dev.weir.gateway.tenants;

import static dev.weir.gateway.tenants.Tenants.BILLS;
import static dev.weir.gateway.tenants.Tenants.COUPONS;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.settings.ServerTlsSettings;
import dev.weir.gateway.settings.ServerTlsSettings.ClientCertificate;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.ScriptedUpstream;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants by the certificates that clients show. */
class CertificatesTest {
  @TempDir Path folder;
  private final ScriptedUpstream node = ScriptedUpstream.answering(ok("hello"));
  private X509Bundle authority;
  private GatewayFixture river;

  @BeforeEach
  void start() throws Exception {
    authority = authority("CN=authority");
    X509Bundle server =
        new CertificateBuilder()
            .subject("CN=server")
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority);
    Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
    Files.writeString(folder.resolve("server.pem"), server.getCertificatePathPEM());
    Files.writeString(folder.resolve("server.key"), server.getPrivateKeyPEM());
    ServerTlsSettings tls =
        new ServerTlsSettings(
            folder.resolve("server.pem"),
            folder.resolve("server.key"),
            folder.resolve("ca.pem"),
            ClientCertificate.OPTIONAL);
    river =
        GatewayFixture.start(
            new FixtureSettings().tls(tls).tenants(Tenants.of(COUPONS, BILLS)), node);
  }

  @AfterEach
  void stop() {
    river.close();
    node.close();
  }

  @Test
  void shouldKnowATenantByTheSubject() throws Exception {
    assertThat(get(client("CN=coupons", null), null)).isEqualTo(200);

    assertThat(river.awaitEnd().tenant().name()).isEqualTo("coupons");
    assertThat(river.ends().getFirst().user()).isEqualTo("CN=coupons");
  }

  @Test
  void shouldKnowATenantByAnAlternativeName() throws Exception {
    assertThat(get(client("CN=whoever", "Coupons.internal"), null)).isEqualTo(200);

    assertThat(river.awaitEnd().tenant().name()).isEqualTo("coupons");
  }

  @Test
  void shouldNotKnowOtherCertificates() throws Exception {
    assertThat(get(client("CN=coupons, O=Other", "bills.internal"), null)).isEqualTo(200);

    assertThat(river.awaitEnd().tenant().name()).isEqualTo("unknown");
  }

  @Test
  void shouldGoByCredentialsBeforeTheCertificate() throws Exception {
    String basic = Tenants.basic("bills", "dam").substring("Authorization: ".length());

    assertThat(get(client("CN=coupons", null), basic)).isEqualTo(200);

    assertThat(river.awaitEnd().tenant().name()).isEqualTo("bills");
  }

  @Test
  void shouldServeClientsWithoutACertificateWhereItIsOptional() throws Exception {
    try (HttpClient client = client(null)) {
      assertThat(get(client, null)).isEqualTo(200);
    }

    assertThat(river.awaitEnd().tenant().name()).isEqualTo("unknown");
  }

  @Test
  void shouldServeNobodyWhoseCertificateAnotherHasSigned() throws Exception {
    X509Bundle forged =
        new CertificateBuilder().subject("CN=coupons").buildIssuedBy(authority("CN=other"));
    try (HttpClient client = client(forged)) {
      assertThatThrownBy(() -> get(client, null)).isInstanceOf(IOException.class);
    }
  }

  private static X509Bundle authority(String name) throws Exception {
    return new CertificateBuilder().subject(name).setIsCertificateAuthority(true).buildSelfSigned();
  }

  private int get(HttpClient client, @Nullable String authorization) throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + river.address().getPort() + "/");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (client) {
      return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
  }

  private HttpClient client(String subject, @Nullable String name) throws Exception {
    CertificateBuilder builder = new CertificateBuilder().subject(subject);
    if (name != null) {
      builder.addSanDnsName(name);
    }
    return client(builder.buildIssuedBy(authority));
  }

  private HttpClient client(@Nullable X509Bundle shown) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.getCertificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManager[] keys = shown == null ? null : new KeyManager[] {new Showing(shown)};
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Shows its certificate whoever is asked for. */
  private static final class Showing extends X509ExtendedKeyManager {
    private static final String ALIAS = "only";

    private final X509Bundle bundle;

    Showing(X509Bundle bundle) {
      this.bundle = bundle;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return bundle.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return bundle.getKeyPair().getPrivate();
    }
  }
}
