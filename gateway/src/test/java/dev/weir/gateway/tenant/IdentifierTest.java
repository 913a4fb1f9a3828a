package dev.weir.gateway.tenant;

import static dev.weir.gateway.tenant.Asking.NOW;
import static dev.weir.gateway.tenant.Asking.apiKey;
import static dev.weir.gateway.tenant.Asking.basic;
import static dev.weir.gateway.tenant.Asking.ofAddresses;
import static dev.weir.gateway.tenant.Asking.ofUsers;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.ApiKeySettings;
import dev.weir.gateway.settings.PasswordHash;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.tenant.Identification.Refused;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentifierTest {
  private static final UserSettings BILLS = new UserSettings("bills", new Secret("dam"), null);
  private static final UserSettings LEFT = new UserSettings("left", null, null);
  private static final UserSettings HASHED =
      new UserSettings(
          "hashed",
          null,
          new Secret(PasswordHash.of("dam", 1000, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}).written()));

  private final Verifications verifications = new Verifications();
  private final Asking client = new Asking("10.1.2.3");

  @AfterEach
  void stop() {
    verifications.close();
  }

  @Test
  void shouldKnowNobodyWithoutTenants() throws Exception {
    assertThat(client.identify(Identifier.ofNobody(), basic("a", "b")))
        .isInstanceOfSatisfying(
            Known.class, known -> assertThat(known.tenant()).isEqualTo(Tenant.UNKNOWN));
  }

  @Test
  void shouldKnowAUserByThePassword() throws Exception {
    Identifier identifier = identifier(ofUsers("bills", BILLS));

    assertKnown(client.identify(identifier, basic("bills", "dam")), "bills", "bills");
    assertRefused(client.identify(identifier, basic("bills", "damn")), 401);
    assertRefused(client.identify(identifier, basic("bills", "")), 401);
    assertRefused(client.identify(identifier, basic("others", "dam")), 401);
    assertRefused(client.identify(identifier, "Authorization: Basic bills"), 401);
  }

  @Test
  void shouldKnowAUserByTheHashOfThePassword() throws Exception {
    Identifier identifier = identifier(ofUsers("bills", HASHED));

    assertKnown(client.identify(identifier, basic("hashed", "dam")), "bills", "hashed");
    assertRefused(client.identify(identifier, basic("hashed", "damn")), 401);
  }

  @Test
  void shouldNeverVerifyAHashWhereItIsAsked() {
    Identifier identifier = identifier(ofUsers("bills", HASHED));
    Head head = Asking.head(basic("hashed", "dam"));

    assertThat(identifier.identify(head, client.caller(), NOW))
        .isInstanceOf(Identification.Later.class);
    assertThat(identifier.identify(Asking.head(basic("nobody", "x")), client.caller(), NOW))
        .as("nobody is turned away sooner, which would tell what users there are")
        .isInstanceOf(Identification.Later.class);
  }

  @Test
  void shouldRefuseAStrangerWhateverThePassword() throws Exception {
    Identifier identifier = identifier(ofUsers("bills", HASHED));

    assertRefused(client.identify(identifier, basic("nobody", "dam")), 401);
    assertRefused(client.identify(identifier, basic("nobody", "dam")), 401);
    assertThat(verifications.status().right()).isZero();
  }

  @Test
  void shouldVerifyAHashOnceForAllConnectionsAndConfigurations() throws Exception {
    client.identify(identifier(ofUsers("bills", HASHED)), basic("hashed", "dam"));

    Identifier another =
        identifier(ofUsers("bills", HASHED), ofAddresses("others", "192.0.2.0/24"));
    Identification found =
        another.identify(Asking.head(basic("hashed", "dam")), new Asking("10.9.9.9").caller(), NOW);

    assertKnown(found, "bills", "hashed");
    assertThat(verifications.status().right()).isEqualTo(1);
  }

  @Test
  void shouldLeaveTheOthersToAClusterThatVerifies() throws Exception {
    Identifier identifier = identifier(ofUsers("bills", BILLS, LEFT));

    assertKnown(client.identify(identifier, basic("left", "whatever")), "bills", "left");
    assertKnown(client.identify(identifier, basic("others", "whatever")), "unknown", null);
    assertRefused(client.identify(identifier, basic("bills", "whatever")), 401);
  }

  @Test
  void shouldKnowAnApiKey() throws Exception {
    Identifier identifier =
        identifier(
            new TenantSettings(
                "coupons",
                Priority.LOW,
                List.of(),
                List.of(new ApiKeySettings("id", new Secret("key"))),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

    assertKnown(client.identify(identifier, apiKey("id", "key")), "coupons", "id");
    assertRefused(client.identify(identifier, apiKey("id", "other")), 401);
    assertRefused(client.identify(identifier, apiKey("other", "key")), 401);
    assertKnown(
        client.identify(identifier, basic("of another kind", "than is known")), "unknown", null);
  }

  @Test
  void shouldGoByCredentialsThenByAHeaderThenByTheAddress() throws Exception {
    TenantSettings byHeader =
        new TenantSettings(
            "header",
            Priority.NORMAL,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new TenantHeaderSettings("X-Tenant", "h"),
                new TenantHeaderSettings("X-Other", "h")),
            List.of());
    Identifier identifier =
        identifier(
            ofAddresses("wide", "10.0.0.0/8"),
            ofAddresses("narrow", "10.1.0.0/16"),
            byHeader,
            ofUsers("bills", BILLS));

    String credentials = basic("bills", "dam");
    assertKnown(client.identify(identifier, credentials, "x-tenant: h"), "bills", "bills");
    assertKnown(client.identify(identifier, "x-tenant:  h "), "header", null);
    assertKnown(client.identify(identifier, "X-Other: h"), "header", null);
    assertKnown(client.identify(identifier, "X-Tenant: other"), "narrow", null);
    assertKnown(client.identify(identifier, "X-Tenant: other", "X-Tenant: h"), "narrow", null);
    assertKnown(new Asking("10.2.0.1").identify(identifier), "wide", null);
    assertKnown(new Asking("192.0.2.1").identify(identifier), "unknown", null);
    assertKnown(
        new Asking("192.0.2.1").identify(identifier, "Authorization: Negotiate abc"),
        "unknown",
        null);
  }

  @Test
  void shouldRefuseOrPassWrongCredentialsAsItIsTold() throws Exception {
    Identifier passing =
        identifier(
            Admission.PASS,
            null,
            false,
            ofUsers("bills", BILLS),
            ofAddresses("near", "10.0.0.0/8"));

    assertKnown(client.identify(passing, basic("bills", "wrong")), "near", null);
    assertKnown(
        new Asking("192.0.2.1").identify(passing, basic("bills", "wrong")), "unknown", null);
  }

  @Test
  void shouldRefuseWhoShowsTwoCredentials() throws Exception {
    Identifier identifier = identifier(ofUsers("bills", BILLS));

    assertRefused(client.identify(identifier, basic("bills", "dam"), basic("others", "dam")), 401);
  }

  @Test
  void shouldRefuseTheUnknownAsItIsTold() throws Exception {
    TenantSettings bills = ofUsers("bills", BILLS);
    TenantSettings near = ofAddresses("near", "192.0.2.0/24");

    assertKnown(client.identify(identifier(Admission.REFUSE, null, false, bills)), "unknown", null);
    assertRefused(
        client.identify(identifier(Admission.REFUSE, Admission.REFUSE, false, bills)), 401);
    assertRefused(
        client.identify(identifier(Admission.REFUSE, Admission.REFUSE, false, near)), 403);
  }

  @Test
  void shouldRefuseTheUnknownWhereWeirHoldsTheCredentials() throws Exception {
    TenantSettings bills = ofUsers("bills", BILLS);
    TenantSettings near = ofAddresses("near", "192.0.2.0/24");

    assertRefused(client.identify(identifier(Admission.PASS, null, true, bills)), 401);
    assertRefused(
        client.identify(identifier(Admission.PASS, null, true, bills), basic("bills", "x")), 401);
    assertKnown(client.identify(identifier(Admission.PASS, null, true, near)), "unknown", null);
    assertKnown(
        client.identify(identifier(Admission.PASS, Admission.PASS, true, bills)), "unknown", null);
  }

  @Test
  void shouldSayWhatCouldBeShown() throws Exception {
    Refused refused =
        (Refused) client.identify(identifier(ofUsers("bills", BILLS)), basic("bills", "hush"));

    assertThat(refused.challenges()).containsExactly("Basic realm=\"weir\", charset=\"UTF-8\"");
    assertThat(refused.toString()).doesNotContain("hush", "dam");
  }

  @Test
  void shouldForgetWhatAConnectionHasShownWhenTheConfigurationChanges() throws Exception {
    String shown = basic("bills", "dam");
    client.identify(identifier(ofUsers("bills", BILLS)), shown);

    Identifier changed =
        identifier(ofUsers("bills", new UserSettings("bills", new Secret("weir"), null)));

    assertRefused(client.identify(changed, shown), 401);
    assertKnown(client.identify(changed, basic("bills", "weir")), "bills", "bills");
    assertRefused(client.identify(changed, shown), 401);
  }

  @Test
  void shouldAllocateNothingForWhatIsShownAgain() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Identifier identifier = identifier(ofUsers("bills", BILLS), ofAddresses("near", "10.0.0.0/8"));
    Head shown = Asking.head(basic("bills", "dam"));
    Head unshown = Asking.head("X-Tenant: a");
    identifyOften(identifier, shown, 10_000);
    Asking other = new Asking("10.1.2.4");
    other.identify(identifier, "X-Tenant: a");

    long before = threads.getCurrentThreadAllocatedBytes();
    identifyOften(identifier, shown, 100_000);
    for (int i = 0; i < 100_000; i++) {
      identifier.identify(unshown, other.caller(), NOW);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private void identifyOften(Identifier identifier, Head head, int times) {
    for (int i = 0; i < times; i++) {
      assertKnownAgain(identifier.identify(head, client.caller(), NOW));
    }
  }

  private static void assertKnownAgain(Identification found) {
    if (!(found instanceof Known)) {
      throw new AssertionError(found);
    }
  }

  private Identifier identifier(TenantSettings... known) {
    return identifier(Admission.REFUSE, null, false, known);
  }

  private Identifier identifier(
      Admission wrong,
      @Nullable Admission unknown,
      boolean weirHoldsCredentials,
      TenantSettings... known) {
    return Identifier.of(
        new TenantsSettings(List.of(known), List.of(), wrong, unknown, Priority.LOW),
        weirHoldsCredentials,
        verifications,
        InstantSource.system());
  }

  private static void assertKnown(Identification found, String tenant, @Nullable String user) {
    assertThat(found).isInstanceOf(Known.class);
    Known known = (Known) found;
    assertThat(known.tenant().name()).isEqualTo(tenant);
    assertThat(known.user()).isEqualTo(user);
  }

  private static void assertRefused(Identification found, int status) {
    assertThat(found)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.refusal().status()).isEqualTo(status));
  }
}
