package dev.weir.discovery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.Secret;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Budgets in a real Redis that speaks TLS, with a certificate of an authority of one's own. */
class RedisTlsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;
  private RedisServer server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    X509Bundle authority = authority("authority");
    Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
    Files.writeString(folder.resolve("other.pem"), authority("other").getCertificatePEM());
    X509Bundle own =
        new CertificateBuilder()
            .subject("CN=redis")
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority);
    Files.writeString(folder.resolve("redis.pem"), own.getCertificatePathPEM());
    Files.writeString(folder.resolve("redis.key"), own.getPrivateKeyPEM());
    port = freePort();
    server =
        RedisServer.builder()
            .port(freePort())
            .setting("tls-port " + port)
            .setting("tls-cert-file " + folder.resolve("redis.pem"))
            .setting("tls-key-file " + folder.resolve("redis.key"))
            .setting("tls-ca-cert-file " + folder.resolve("ca.pem"))
            .setting("tls-auth-clients no")
            .setting("requirepass word")
            .build();
    server.start();
  }

  private static X509Bundle authority(String name) throws Exception {
    return new CertificateBuilder()
        .subject("CN=" + name)
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static int freePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.stop();
  }

  private BudgetStore open(boolean tls, @Nullable String authorities) {
    RedisSettings redis =
        new RedisSettings(
            Address.loopback(port),
            null,
            new Secret("word"),
            tls,
            authorities == null ? null : folder.resolve(authorities),
            TIMEOUT);
    return RedisBudgets.open(FleetSettings.over(redis), redis);
  }

  private static int beat(BudgetStore store) throws Exception {
    return store.beat("one", TIMEOUT).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldShareBudgetsOverTls() throws Exception {
    try (BudgetStore store = open(true, "ca.pem")) {
      assertThat(beat(store)).isEqualTo(1);
      store.hangUp();
      assertThat(beat(store)).as("over another connection").isEqualTo(1);
    }
  }

  @Test
  void shouldNotTrustAnotherAuthorityNorSpeakPlainly() {
    try (BudgetStore other = open(true, "other.pem");
        BudgetStore known = open(true, null);
        BudgetStore plain = open(false, null)) {
      assertThatThrownBy(() -> beat(other)).isInstanceOf(ExecutionException.class);
      assertThatThrownBy(() -> beat(known)).isInstanceOf(ExecutionException.class);
      assertThatThrownBy(() -> beat(plain)).isInstanceOf(Exception.class);
    }
  }
}
