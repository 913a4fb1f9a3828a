package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.CallerSettings;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request has its time, which only shrinks. */
class DeadlinesTest {
  private static final CallerSettings HEADERS =
      new CallerSettings("X-Left", "X-Until", Duration.ofMillis(100));

  @Test
  void shouldHoldARouteToItsDeadline() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().routeDeadline(ofMillis(300)), node)) {

      assertTimedOut(river, get("/bills/_search"), 300);
    }
  }

  @Test
  void shouldHoldATenantToItsDeadline() throws IOException {
    TenantSettings hasty =
        new TenantSettings(
            "hasty",
            Priority.NORMAL,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new TenantHeaderSettings("X-Tenant", "hasty")),
            List.of(),
            ofMillis(1100));
    TenantsSettings tenants =
        new TenantsSettings(List.of(hasty), List.of(), Admission.REFUSE, null, Priority.NORMAL);
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().tenants(tenants), node)) {

      assertTimedOut(river, head("GET /b/_search HTTP/1.1", "Host: a", "X-Tenant: hasty"), 1100);
    }
  }

  @Test
  void shouldHoldARequestToWhatItsCallerSays() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().caller(HEADERS), node)) {

      assertTimedOut(river, head("GET /b/_search HTTP/1.1", "Host: a", "X-Left: 250"), 250);
      long until = System.currentTimeMillis() + 200;
      assertTimedOut(river, head("GET /b/_search HTTP/1.1", "Host: a", "X-Until: " + until), 300);
    }
  }

  @Test
  void shouldNotLetACallerHaveMoreThanItsRoute() throws IOException {
    FixtureSettings settings = new FixtureSettings().caller(HEADERS).routeDeadline(ofMillis(300));
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river = GatewayFixture.start(settings, node)) {

      assertTimedOut(river, head("GET /b/_search HTTP/1.1", "Host: a", "X-Left: 90000"), 300);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Left: soon", "X-Left: -5", "X-Until: 5", "X-Left:"})
  void shouldTakeNothingFromWhatIsNoTime(String field) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().caller(HEADERS), node)) {

      Message response = river.exchange(head("GET /b/_search HTTP/1.1", "Host: a", field));

      assertThat(response.body()).isEqualTo("here");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Left: 9000,Host: a",
    "x-left:9000 ,Host: a",
    "Host: a,X-Left: 10000",
    "Host: a,X-Left:   000010000  ",
    "X-Left: 9000,X-Left: 9000",
    "X-Left: 9000,Connection: close"
  })
  void shouldPassOnWhatIsLeft(String one, String other) throws IOException {
    String host = (one + other).contains("Host") ? "X-A: b" : "Host: a";
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().caller(HEADERS), node)) {

      river.exchange(
          head("POST /b/_search HTTP/1.1", host, one, other, "X-C: d", "Content-Length: 2") + "{}");

      Message seen = node.takeRequest();
      String left = String.valueOf(seen.head().first("X-Left"));
      assertThat(Integer.parseInt(left)).isBetween(8000, 9999);
      assertThat(seen.head().first("X-C")).isEqualTo("d");
      assertThat(seen.head().first("Host")).isEqualTo("a");
      assertThat(seen.body()).isEqualTo("{}");
    }
  }

  @Test
  void shouldPassOnWhatIsLeftWhereTheHeadCameInParts() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().caller(HEADERS), node)) {

      river.exchange(
          head("GET /b/_search HTTP/1.1", "Host: a", "X-A: " + "a".repeat(9000), "X-Left: 9000"));

      Message seen = node.takeRequest();
      assertThat(Integer.parseInt(String.valueOf(seen.head().first("X-Left"))))
          .isBetween(8000, 8999);
      assertThat(seen.head().first("X-A")).hasSize(9000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CANCEL_AFTER,GET /b/_search,/b/_search?cancel_after_time_interval=",
    "CANCEL_AFTER,GET /b/_search?q=1,/b/_search?q=1&cancel_after_time_interval=",
    "CANCEL_AFTER,PUT /b/_doc/1,/b/_doc/1?timeout=",
    "TIMEOUT,GET /b/_search,/b/_search?timeout=",
    "TIMEOUT,POST /b/_bulk,/b/_bulk?timeout="
  })
  void shouldTellTheNodeWhereThatIsWanted(NodeDeadline told, String line, String target)
      throws IOException {
    FixtureSettings settings =
        new FixtureSettings().nodeDeadline(told).routeDeadline(Duration.ofSeconds(9));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river = GatewayFixture.start(settings, node)) {

      river.exchange(head(line + " HTTP/1.1", "Host: a", "Content-Length: 2") + "{}");

      Message seen = node.takeRequest();
      assertThat(seen.target()).startsWith(target).matches(".*=8[0-9]{3}ms");
      assertThat(seen.body()).isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,GET /b/_search",
    "TIMEOUT,GET /b/_search?timeout=5s",
    "CANCEL_AFTER,GET /_cluster/health"
  })
  void shouldLeaveATargetAsItIsOtherwise(NodeDeadline told, String line) throws IOException {
    FixtureSettings settings =
        new FixtureSettings().nodeDeadline(told).routeDeadline(Duration.ofSeconds(9));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river = GatewayFixture.start(settings, node)) {

      river.exchange(head(line + " HTTP/1.1", "Host: a"));

      assertThat(node.takeRequest().target()).isEqualTo(line.substring(4));
    }
  }

  @Test
  void shouldNotRetryBeyondTheDeadline() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(head("HTTP/1.1 503 No", "Content-Length: 0"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().routeDeadline(ofMillis(200)), node)) {
      long began = System.nanoTime();

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.status()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ofMillis(600));
    }
  }

  private static void assertTimedOut(GatewayFixture river, String request, long millis)
      throws IOException {
    river.forget();
    long began = System.nanoTime();

    Message response = river.exchange(request);

    assertThat(SearchError.of(response).status()).isEqualTo(504);
    assertThat(SearchError.of(response).reason()).contains("deadline");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(ofMillis(millis - 10), ofMillis(millis + 900));
    assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_TIMEOUT);
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
