package dev.weir.gateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.ApiKeySettings;
import dev.weir.gateway.settings.IssuerSettings;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.tenant.Caller;
import dev.weir.gateway.tenant.Identification;
import dev.weir.gateway.tenant.Identifier;
import dev.weir.gateway.tenant.Known;
import dev.weir.gateway.tenant.Verdict;
import dev.weir.gateway.tenant.Verifications;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;

/**
 * Whatever stands in {@code Authorization}, identifying throws nothing, and nobody becomes a tenant
 * who does not know a secret. Runs over its seeds in every test run; docs/fuzzing.md says how to
 * search for more.
 */
class AuthorizationFuzzTest {
  private static final Verifications VERIFICATIONS = new Verifications();

  /** No mutation of the seeds is likely to come upon it. */
  private static final Secret SECRET = new Secret("kept-by-nobody-but-the-configuration-itself");

  private static final Identifier IDENTIFIER =
      Identifier.of(
          new TenantsSettings(
              List.of(
                  new TenantSettings(
                      "bills",
                      Priority.HIGH,
                      List.of(new UserSettings("bills", SECRET, null)),
                      List.of(new ApiKeySettings("bills", SECRET)),
                      List.of(),
                      List.of(),
                      List.of(),
                      List.of())),
              List.of(
                  new IssuerSettings(
                      "issuer", null, SECRET, null, null, "tenant", "sub", Duration.ofSeconds(30))),
              Admission.REFUSE,
              null,
              Priority.LOW),
          false,
          VERIFICATIONS,
          InstantSource.system());

  @AfterAll
  static void stop() {
    VERIFICATIONS.close();
  }

  @FuzzTest(maxDuration = "5m")
  void shouldMakeNobodyATenant(byte[] value) throws Exception {
    HeadParser parser = HeadParser.ofRequests();
    parser.begin(64 * 1024);
    ByteBuf head =
        Unpooled.copiedBuffer(
            Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: ", ISO_8859_1),
            Unpooled.wrappedBuffer(value),
            Unpooled.copiedBuffer("\r\n\r\n", ISO_8859_1));
    if (parser.feed(head) != HeadParser.Progress.COMPLETE) {
      return;
    }
    Caller caller =
        new Caller(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), () -> null);
    Identification found = IDENTIFIER.identify(parser.head(), caller, System.nanoTime());
    if (found instanceof Identification.Later(var stage)) {
      Verdict verdict = stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
      found = IDENTIFIER.settle(verdict, parser.head(), caller);
    }
    if (found instanceof Known known) {
      assertThat(known.tenant().name()).isEqualTo("unknown");
    }
  }
}
