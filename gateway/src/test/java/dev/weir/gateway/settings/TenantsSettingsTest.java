package dev.weir.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be meant is refused, all of it at once. */
class TenantsSettingsTest {
  @Test
  void shouldRefuseWhatWouldTellTwoTenants() {
    TenantSettings one = everyWay("one");
    TenantSettings two = everyWay("two");

    assertThat(problems(() -> tenants(one, two)))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "known[1].users[0].name",
            "known[1].api-keys[0].id",
            "known[1].claims[0]",
            "known[1].headers[0].value",
            "known[1].addresses[0]",
            "known[1].certificates[0].subject",
            "known[1].certificates[1].name");
  }

  @Test
  void shouldRefuseATenantThatNothingTells() {
    TenantSettings bare = TenantSettings.of("bare", Priority.LOW);

    assertThat(problems(() -> tenants(bare)))
        .extracting(Problem::key)
        .containsExactly("known[0].name");
    assertThatNoException()
        .isThrownBy(
            () ->
                new TenantsSettings(
                    List.of(bare),
                    List.of(IssuerSettings.defaults()),
                    Admission.REFUSE,
                    null,
                    Priority.LOW));
  }

  @Test
  void shouldRefuseAClaimThatIsAnothersName() {
    TenantSettings one =
        new TenantSettings(
            "one",
            Priority.LOW,
            List.of(),
            List.of(),
            List.of("two"),
            List.of(),
            List.of(),
            List.of());
    TenantSettings two =
        new TenantSettings(
            "two",
            Priority.LOW,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("::1"));

    assertThat(problems(() -> tenants(one, two)))
        .extracting(Problem::key)
        .containsExactly("known[0].claims[0]");
  }

  @Test
  void shouldRefuseTheNameOfWhoeverIsNotKnown() {
    assertThat(problems(() -> TenantSettings.of("unknown", Priority.LOW))).hasSize(1);
  }

  @Test
  void shouldRefuseCredentialsThatNobodyWouldVerify() {
    ClusterSettings cluster =
        ClusterSettings.builder("main", List.of(URI.create("http://a:1")))
            .credentials(CredentialsSettings.basic("weir", "dam"))
            .build();
    TenantsSettings tenants =
        tenants(
            new TenantSettings(
                "one",
                Priority.LOW,
                List.of(user("left", null), user("verified", new Secret("x"))),
                List.of(new ApiKeySettings("left", null), new ApiKeySettings("k", new Secret("x"))),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

    assertThat(problems(() -> GatewaySettings.defaults().withTenants(tenants).withCluster(cluster)))
        .extracting(Problem::key)
        .containsExactly("tenants.known[0].users[0].password", "tenants.known[0].api-keys[0].key");
  }

  @Test
  void shouldCheckTheParts() {
    Secret secret = new Secret("x");
    assertThat(problems(() -> new UserSettings("a:b", null, null))).hasSize(1);
    assertThat(problems(() -> new UserSettings("", null, null))).hasSize(1);
    assertThat(problems(() -> new UserSettings("a", secret, secret))).hasSize(2);
    assertThat(problems(() -> new ApiKeySettings("a b", null))).hasSize(1);
    assertThat(problems(() -> new TenantHeaderSettings("authorization", "a"))).hasSize(1);
    assertThat(problems(() -> new TenantHeaderSettings("X-Tenant", " a"))).hasSize(1);
    assertThat(problems(() -> new TenantCertificateSettings(null, null))).hasSize(1);
    assertThat(problems(() -> new TenantCertificateSettings("bills", null))).hasSize(1);
    assertThat(
            problems(
                () ->
                    new IssuerSettings(
                        "i", null, secret, Path.of("a"), null, "", "", Duration.ofMinutes(6))))
        .extracting(Problem::key)
        .containsExactly("key", "secret", "claim", "user-claim", "clock-skew");
  }

  private static TenantSettings everyWay(String name) {
    return new TenantSettings(
        name,
        Priority.HIGH,
        List.of(user("u", new Secret("p"))),
        List.of(new ApiKeySettings("k", null)),
        List.of("c"),
        List.of(
            new TenantCertificateSettings("CN=a", null), new TenantCertificateSettings(null, "a")),
        List.of(new TenantHeaderSettings("X-Tenant", "t")),
        List.of("10.0.0.0/8"));
  }

  private static UserSettings user(String name, @Nullable Secret password) {
    return new UserSettings(name, password, null);
  }

  private static TenantsSettings tenants(TenantSettings... known) {
    return new TenantsSettings(List.of(known), List.of(), Admission.REFUSE, null, Priority.NORMAL);
  }

  private static List<Problem> problems(ThrowingCallable call) {
    return assertThatExceptionOfType(InvalidSettings.class).isThrownBy(call).actual().problems();
  }
}
