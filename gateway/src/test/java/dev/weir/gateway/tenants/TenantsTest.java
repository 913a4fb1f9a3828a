package dev.weir.gateway.tenants;

import static dev.weir.gateway.tenants.Tenants.BILLS;
import static dev.weir.gateway.tenants.Tenants.COUPONS;
import static dev.weir.gateway.tenants.Tenants.HASHED;
import static dev.weir.gateway.tenants.Tenants.NEAR;
import static dev.weir.gateway.tenants.Tenants.apiKey;
import static dev.weir.gateway.tenants.Tenants.basic;
import static dev.weir.gateway.tenants.Tenants.get;
import static dev.weir.gateway.tenants.Tenants.ofUsers;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.IssuerSettings;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import dev.weir.gateway.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way in which a tenant is known, and what happens to those that are not. */
class TenantsTest {
  private final ScriptedUpstream node = ScriptedUpstream.answering(ok("hello"));
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    node.close();
  }

  @Test
  void shouldKnowATenantByAPassword() throws Exception {
    GatewayFixture river = river(Tenants.of(BILLS));

    assertThat(river.exchange(get(basic("bills", "dam"))).status()).isEqualTo(200);

    Ended end = river.awaitEnd();
    assertThat(end.tenant()).isEqualTo(new Tenant("bills", Priority.HIGH));
    assertThat(end.user()).isEqualTo("bills");
  }

  @Test
  void shouldPassOnWhatTheClientShowsToAClusterThatVerifies() throws Exception {
    GatewayFixture river = river(Tenants.of(BILLS));

    river.exchange(get(basic("bills", "dam")));

    assertThat("Authorization: " + node.takeRequest().header("Authorization"))
        .isEqualTo(basic("bills", "dam"));
  }

  @Test
  void shouldRefuseAWrongPasswordAsTheEngineWould() throws Exception {
    GatewayFixture river = river(Tenants.withTokens(BILLS, COUPONS));

    Message refused = river.exchange(get(basic("bills", "hush")));

    SearchError error = SearchError.of(refused);
    assertThat(error.status()).isEqualTo(401);
    assertThat(error.type()).isEqualTo("security_exception");
    assertThat(refused.body()).doesNotContain("hush", "dam");
    assertThat(refused.head().all("WWW-Authenticate"))
        .containsExactly(
            "Basic realm=\"weir\", charset=\"UTF-8\"", "Bearer realm=\"weir\"", "ApiKey");
    Ended end = river.awaitEnd();
    assertThat(end.tenant().name()).isEqualTo("unknown");
    assertThat(end.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(node.requests()).isEmpty();
  }

  @Test
  void shouldKeepTheConnectionOfWhomItRefuses() throws Exception {
    GatewayFixture river = river(Tenants.of(BILLS));
    RawClient client = river.connect();

    assertThat(client.send(get(basic("bills", "no"))).readResponse().status()).isEqualTo(401);
    assertThat(client.send(get(basic("bills", "dam"))).readResponse().status()).isEqualTo(200);
    assertThat(client.send(get(basic("bills", "no"))).readResponse().status()).isEqualTo(401);
    assertThat(client.send(get()).readResponse().status()).isEqualTo(200);

    assertThat(river.awaitEnds(4))
        .extracting(end -> end.tenant().name())
        .containsExactly("unknown", "bills", "unknown", "unknown");
  }

  @Test
  void shouldNotWaitForAVerificationWithoutEnd() throws Exception {
    Secret hash = Objects.requireNonNull(HASHED.users().getFirst().hash());
    String slow = hash.value().replaceFirst("i=\\d+", "i=3000000");
    TenantsSettings known =
        Tenants.of(ofUsers("slow", new UserSettings("slow", null, new Secret(slow))), NEAR);
    GatewayFixture river =
        river(
            new TenantsSettings(
                known.known(),
                List.of(),
                known.wrongCredentials(),
                known.unknown(),
                known.unknownPriority(),
                Duration.ofMillis(100)));

    Message late = river.exchange(get(basic("slow", "dam")));

    assertThat(late.status()).isEqualTo(503);
    assertThat(late.header("retry-after")).isEqualTo("1");
    assertThat(river.awaitEnd().durationNanos()).isLessThan(600_000_000);
    assertThat(river.exchange(get()).status()).isEqualTo(200);
  }

  @Test
  void shouldVerifyAHashWhileOthersGoOn() throws Exception {
    GatewayFixture river = river(Tenants.of(HASHED, NEAR));
    RawClient slow = river.connect();
    RawClient other = river.connect();

    slow.send(get(basic("hashed", "dam")));
    assertThat(other.send(get()).readResponse().status()).isEqualTo(200);
    assertThat(slow.readResponse().status()).isEqualTo(200);
    assertThat(slow.send(get(basic("hashed", "dam"))).readResponse().status()).isEqualTo(200);

    assertThat(river.awaitEnds(3))
        .extracting(end -> end.tenant().name())
        .containsExactlyInAnyOrder("near", "hashed", "hashed");
    assertThat(river.status().credentials().right()).isEqualTo(1);
    assertThat(river.exchange(get(basic("hashed", "no"))).status()).isEqualTo(401);
    assertThat(river.status().credentials().wrong()).isEqualTo(1);
  }

  @Test
  void shouldTakeABodyThatComesWhileAHashIsVerified() throws Exception {
    GatewayFixture river = river(Tenants.of(HASHED));
    String body = "x".repeat(300_000);
    String request =
        Wire.withBody("POST", "/bills/_search", body)
            .replaceFirst("\r\n\r\n", "\r\n" + Wire.head(basic("hashed", "dam")));

    assertThat(river.exchange(request).status()).isEqualTo(200);

    assertThat(node.takeRequest().body()).isEqualTo(body);
    assertThat(river.awaitEnd().tenant().name()).isEqualTo("hashed");
  }

  @Test
  void shouldKeepPipelinedRequestsInOrderWhileAHashIsVerified() throws Exception {
    GatewayFixture river = river(Tenants.of(HASHED, NEAR));
    RawClient client = river.connect();

    client.send(get(basic("hashed", "dam")) + get() + get(basic("hashed", "no")) + get());

    assertThat(
            List.of(
                client.readResponse().status(),
                client.readResponse().status(),
                client.readResponse().status(),
                client.readResponse().status()))
        .containsExactly(200, 200, 401, 200);
    assertThat(river.awaitEnds(4))
        .extracting(end -> end.tenant().name())
        .containsExactly("hashed", "near", "unknown", "near");
  }

  @Test
  void shouldLetAClientGoWhileAHashIsVerified() throws Exception {
    GatewayFixture river = river(Tenants.of(HASHED));
    for (int i = 0; i < 20; i++) {
      RawClient client = river.connect();
      client.send(get(basic("hashed", "guess" + i)));
      client.reset();
    }

    assertThat(river.exchange(get(basic("hashed", "dam"))).status()).isIn(200, 503);
    river.awaitQuiet();
  }

  @Test
  void shouldServeWhoIsKnownWhileOthersGuess() throws Exception {
    GatewayFixture river = river(Tenants.of(HASHED));
    RawClient known = river.connect();
    assertThat(known.send(get(basic("hashed", "dam"))).readResponse().status()).isEqualTo(200);
    List<RawClient> guessing = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      guessing.add(river.connect().send(get(basic(i % 2 == 0 ? "hashed" : "x" + i, "guess" + i))));
    }

    assertThat(known.send(get(basic("hashed", "dam"))).readResponse().status()).isEqualTo(200);
    assertThat(river.exchange(get(basic("hashed", "dam"))).status()).isEqualTo(200);

    for (RawClient client : guessing) {
      Message answer = client.readResponse();
      assertThat(SearchError.of(answer).status()).isIn(401, 503);
      assertThat(answer.header("Retry-After") != null).isEqualTo(answer.status() == 503);
    }
    assertThat(river.status().credentials().right()).isEqualTo(1);
    assertThat(river.status().credentials().busy()).isPositive();
  }

  @Test
  void shouldKnowATenantByAnApiKeyAHeaderOrAnAddress() throws Exception {
    GatewayFixture river = river(Tenants.of(COUPONS, NEAR));

    river.exchange(get(apiKey("id", "key")));
    river.exchange(get("X-Tenant: coupons"));
    river.exchange(get("X-Tenant: others"));

    assertThat(river.awaitEnds(3))
        .extracting(end -> end.tenant().name() + " " + end.user())
        .containsExactly("coupons id", "coupons null", "near null");
  }

  @Test
  void shouldKnowATenantByAToken() throws Exception {
    GatewayFixture river = river(Tenants.withTokens(COUPONS, BILLS));
    RawClient client = river.connect();

    client.send(get(token("coupons-team", 600))).readResponse();
    client.send(get(token("coupons-team", 600))).readResponse();
    client.send(get(token("bills", 600))).readResponse();
    client.send(get(token("nobody", 600))).readResponse();
    Message expired = client.send(get(token("bills", -600))).readResponse();

    assertThat(SearchError.of(expired).reason()).contains("expired");
    assertThat(river.awaitEnds(5))
        .extracting(end -> end.tenant().name() + " " + end.user())
        .containsExactly("coupons ann", "coupons ann", "bills ann", "unknown ann", "unknown null");
  }

  @Test
  void shouldShowTheClusterWeirsCredentialsAndNeverTheClients() throws Exception {
    GatewayFixture river =
        start(
            new FixtureSettings()
                .credentials(CredentialsSettings.basic("weir", "own"))
                .tenants(Tenants.withTokens(BILLS, COUPONS, NEAR)));

    river.exchange(get(basic("bills", "dam")));
    river.exchange(get(apiKey("id", "key")));
    river.exchange(get(token("bills", 600)));

    for (int i = 0; i < 3; i++) {
      assertThat("Authorization: " + node.takeRequest().header("Authorization"))
          .isEqualTo(basic("weir", "own"));
    }
  }

  @Test
  void shouldLetNobodyUseWeirsCredentialsWhoShowsNone() throws Exception {
    GatewayFixture river =
        start(
            new FixtureSettings()
                .credentials(CredentialsSettings.basic("weir", "own"))
                .tenants(Tenants.of(BILLS)));

    assertThat(river.exchange(get()).status()).isEqualTo(401);
    assertThat(river.exchange(get(basic("bills", "no"))).status()).isEqualTo(401);
    assertThat(river.exchange(get("Authorization: Negotiate abc")).status()).isEqualTo(401);
    assertThat(river.exchange(get(basic("bills", "dam"), basic("a", "b"))).status()).isEqualTo(401);

    assertThat(node.requests()).isEmpty();
  }

  @Test
  void shouldPassWrongCredentialsAsUnknownIfToldSo() throws Exception {
    GatewayFixture river =
        river(new TenantsSettings(List.of(BILLS), List.of(), Admission.PASS, null, Priority.LOW));

    assertThat(river.exchange(get(basic("bills", "no"))).status()).isEqualTo(200);

    Ended end = river.awaitEnd();
    assertThat(end.tenant()).isEqualTo(new Tenant("unknown", Priority.LOW));
    assertThat(end.user()).isNull();
  }

  @Test
  void shouldTakeOtherTenantsWithoutDroppingAConnection() throws Exception {
    GatewayFixture river = river(Tenants.of(BILLS));
    RawClient client = river.connect();
    client.send(get(basic("bills", "dam"))).readResponse();

    reload(
        river,
        Tenants.of(
            ofUsers("bills-team", new UserSettings("bills", new Secret("dam"), null)), NEAR));
    client.send(get(basic("bills", "dam"))).readResponse();
    client.send(get()).readResponse();

    reload(river, Tenants.of(ofUsers("bills", new UserSettings("bills", new Secret("x"), null))));
    Message refused = client.send(get(basic("bills", "dam"))).readResponse();

    assertThat(refused.status()).isEqualTo(401);
    assertThat(river.awaitEnds(4))
        .extracting(end -> end.tenant().name())
        .containsExactly("bills", "bills-team", "near", "unknown");
  }

  @Test
  void shouldKeepItsTenantsWhenKeysOfTokensCannotBeRead() throws Exception {
    GatewayFixture river = river(Tenants.of(BILLS));
    IssuerSettings issuer =
        new IssuerSettings(
            "issuer",
            null,
            null,
            Path.of("/nowhere/key.pem"),
            null,
            "groups",
            "sub",
            Duration.ZERO);
    TenantsSettings broken =
        new TenantsSettings(List.of(NEAR), List.of(issuer), Admission.REFUSE, null, Priority.LOW);

    assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> reload(river, broken));

    river.exchange(get(basic("bills", "dam")));
    assertThat(river.awaitEnd().tenant().name()).isEqualTo("bills");
  }

  private GatewayFixture river(TenantsSettings tenants) {
    return start(new FixtureSettings().tenants(tenants));
  }

  private GatewayFixture start(FixtureSettings settings) {
    GatewayFixture river = GatewayFixture.start(settings, node);
    open.add(river);
    return river;
  }

  private void reload(GatewayFixture river, TenantsSettings tenants) throws Exception {
    river.gateway().reload(new FixtureSettings().node(node).tenants(tenants).build());
  }

  private static String token(@Nullable String group, int seconds) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .issuer("issuer")
                .subject("ann")
                .claim("groups", group)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build());
    token.sign(new MACSigner(Tenants.SECRET));
    return "Authorization: Bearer " + token.serialize();
  }
}
