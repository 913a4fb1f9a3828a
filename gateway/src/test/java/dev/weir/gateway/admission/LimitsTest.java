package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests beyond a limit are turned away, and told why and when to come back. */
class LimitsTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final String SEARCH = get("/bills/_search");

  private final ScriptedUpstream node =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

  @AfterEach
  void close() {
    node.close();
  }

  private static String by(String tenant) {
    return head("GET /bills/_search HTTP/1.1", "Host: a", "X-Tenant: " + tenant);
  }

  private static TenantsSettings tenants(String... names) {
    List<TenantSettings> known = new ArrayList<>();
    for (String name : names) {
      known.add(
          new TenantSettings(
              name,
              Priority.NORMAL,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(new TenantHeaderSettings("X-Tenant", name)),
              List.of()));
    }
    return new TenantsSettings(known, List.of(), Admission.REFUSE, null, Priority.LOW);
  }

  private static List<Integer> statuses(GatewayFixture river, String request, int times)
      throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(river.exchange(request).status());
    }
    return statuses;
  }

  @Test
  void shouldRefuseWhatIsBeyondALimitAndSayWhenToComeBack() throws IOException {
    FixtureSettings settings = new FixtureSettings().limits(limit("all", 5, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, SEARCH, 5)).containsOnly(200);

      Message refused = river.exchange(SEARCH);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(String.valueOf(refused.header("retry-after")))).isBetween(15, 20);
      assertThat(refused.body())
          .contains("\"type\":\"rate_limit_exceeded_exception\"", "\"limit\":\"all\"")
          .contains("limit [all] of 5 within 100000 ms is used up")
          .contains("\"root_cause\"");
      assertThat(node.requests()).hasSize(5);
      LimitStatus status = river.status().admission().limits().getFirst();
      assertThat(status.admitted()).isEqualTo(5);
      assertThat(status.refused()).isEqualTo(Map.of("unknown", 1L));
      assertThat(status.mostUsed().getFirst().used()).isEqualTo(5);
    }
  }

  @Test
  void shouldCountEachTenantForItself() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .tenants(tenants("bills", "coupons"))
            .limits(limit("per-tenant", 2, LONG).by(LimitKey.TENANT).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("bills"), 3)).containsExactly(200, 200, 429);
      assertThat(statuses(river, by("coupons"), 3)).containsExactly(200, 200, 429);
      assertThat(statuses(river, by("whoever"), 3)).containsExactly(200, 200, 429);
    }
  }

  @Test
  void shouldCountByHeaderAndByAddress() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .limits(
                limit("header", 1, LONG).byHeader("X-Tenant").build(),
                limit("address", 3, LONG).by(LimitKey.ADDRESS).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("a"), 2)).containsExactly(200, 429);
      assertThat(statuses(river, by("b"), 1)).containsExactly(200);
      assertThat(statuses(river, by("c"), 1)).containsExactly(200);
      assertThat(river.exchange(by("d")).body()).contains("address [127.0.0.1]");
    }
  }

  @Test
  void shouldGiveBackWhatAnotherLimitHasRefused() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .limits(
                limit("all", 3, LONG).build(),
                limit("header", 1, LONG).byHeader("X-Tenant").build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("a"), 6)).containsExactly(200, 429, 429, 429, 429, 429);
      assertThat(statuses(river, by("b"), 1)).containsExactly(200);
      assertThat(statuses(river, by("c"), 1)).containsExactly(200);
    }
  }

  @Test
  void shouldExemptTenants() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .tenants(tenants("payments"))
            .limits(limit("all", 1, LONG).exempting("payments").build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("payments"), 5)).containsOnly(200);
      assertThat(statuses(river, SEARCH, 2)).containsExactly(200, 429);
    }
  }

  @Test
  void shouldOnlyCountWhatItWouldRefuse() throws IOException {
    FixtureSettings settings =
        new FixtureSettings().limits(limit("all", 2, LONG).observed().build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, SEARCH, 5)).containsOnly(200);

      LimitStatus status = river.status().admission().limits().getFirst();
      assertThat(status.observed()).isTrue();
      assertThat(status.refused()).isEqualTo(Map.of("unknown", 3L));
    }
  }

  @Test
  void shouldNotGiveBackWhatAnObservedLimitHasNotGiven() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .limits(
                limit("observed", 1, LONG).observed().build(),
                limit("header", 1, LONG).byHeader("X-Tenant").build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("a"), 3)).containsExactly(200, 429, 429);

      assertThat(river.status().admission().limits().getFirst().mostUsed().getFirst().used())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldHoldRequestsUntilTheirTurn() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .limits(
                limit("even", 10, Duration.ofSeconds(1)).leaking(Duration.ofSeconds(5)).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      long began = System.nanoTime();

      assertThat(statuses(river, SEARCH, 6)).containsOnly(200);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(490), Duration.ofSeconds(2));
      assertThat(river.awaitEnds(6).getFirst().waitedNanos()).isZero();
      assertThat(river.ends().getLast().waitedNanos()).isBetween(10_000_000L, 2_000_000_000L);
    }
  }

  @Test
  void shouldNotForgetWhatIsUsedWhenALimitChanges() throws Exception {
    LimitSettings tight = limit("all", 3, LONG).build();
    FixtureSettings settings = new FixtureSettings().node(node).limits(tight);
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      assertThat(statuses(river, SEARCH, 4)).containsExactly(200, 200, 200, 429);

      river.gateway().reload(settings.limits(limit("all", 5, LONG).build()).build());

      assertThat(statuses(river, SEARCH, 3)).containsExactly(200, 200, 429);
    }
  }

  @Test
  void shouldCountByTheIndexThatThePathNames() throws IOException {
    FixtureSettings settings =
        new FixtureSettings().limits(limit("index", 1, LONG).by(LimitKey.INDEX).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, get("/bills/_search"), 2)).containsExactly(200, 429);
      assertThat(statuses(river, get("/%62ills/_count"), 1)).containsExactly(429);
      assertThat(statuses(river, get("/bills,logs/_search"), 2)).containsExactly(200, 429);
      assertThat(statuses(river, get("/_search"), 2)).containsExactly(200, 429);
      assertThat(river.exchange(get("/bills/_search")).body()).contains("for index [bills]");
    }
  }

  @Test
  void shouldBeForCertainIndicesOnly() throws IOException {
    FixtureSettings settings =
        new FixtureSettings().limits(limit("logs", 1, LONG).of("logs-*").build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, get("/bills/_search"), 2)).containsOnly(200);
      assertThat(statuses(river, get("/_search"), 2)).containsOnly(200);
      assertThat(statuses(river, get("/logs-1/_search"), 1)).containsExactly(200);
      assertThat(statuses(river, get("/bills,logs-2/_search"), 1)).containsExactly(429);
      assertThat(statuses(river, get("/bills,-logs-2/_search"), 1)).containsExactly(200);
    }
  }

  @Test
  void shouldTellUsersOfTwoTenantsApart() throws IOException {
    TenantsSettings known = tenants("bills", "coupons");
    FixtureSettings settings =
        new FixtureSettings()
            .tenants(known)
            .limits(limit("per-user", 1, LONG).by(LimitKey.USER).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by("bills"), 2)).containsExactly(200, 429);
      assertThat(statuses(river, by("coupons"), 2)).containsExactly(200, 429);
    }
  }

  @Test
  void shouldKeepLongValuesShortAndApart() throws IOException {
    String long1 = "x".repeat(5_000) + "1";
    String long2 = "x".repeat(5_000) + "2";
    FixtureSettings settings =
        new FixtureSettings().limits(limit("header", 1, LONG).byHeader("X-Tenant").build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, by(long1), 2)).containsExactly(200, 429);
      assertThat(statuses(river, by(long2), 2)).containsExactly(200, 429);
      assertThat(river.status().admission().limits().getFirst().mostUsed())
          .hasSize(2)
          .allSatisfy(use -> assertThat(use.key()).hasSizeLessThan(128));
    }
  }

  @Test
  void shouldNotShowSecrets() {
    assertThatThrownBy(() -> limit("header", 1, LONG).byHeader("Authorization").build())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("holds no secret");
  }
}
