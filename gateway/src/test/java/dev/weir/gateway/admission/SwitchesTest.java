package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.status.StateChange;
import dev.weir.gateway.status.StateChange.Kind;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What switches give up while they are on, what turns them, and that they go back. */
class SwitchesTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String SEARCH = get("/bills/_search");
  private static final String BULK = withBody("POST", "/bills/_bulk", "{}\n");

  /** What the node answers to searches. */
  private final AtomicReference<String> answer = new AtomicReference<>(ok("{}"));

  private final AtomicReference<Duration> slowness = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<String> stats = new AtomicReference<>(ok("{}"));
  private final AtomicInteger statsAsked = new AtomicInteger();
  private final Semaphore gate = new Semaphore(1_000_000);

  private final ScriptedUpstream node =
      ScriptedUpstream.start(
          Script.answering(
              request -> {
                if (request.target().startsWith("/_nodes/")) {
                  statsAsked.incrementAndGet();
                  return stats.get();
                }
                gate.acquireUninterruptibly();
                sleep(slowness.get());
                return answer.get();
              }));

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() {
    gate.release(1_000_000);
    node.close();
  }

  private static FixtureSettings with(SwitchBuilder... switches) {
    FixtureSettings settings = new FixtureSettings();
    return settings.switches(
        List.of(switches).stream().map(SwitchBuilder::build).toArray(SwitchSettings[]::new));
  }

  private static SwitchBuilder writersGiveWay() {
    return SwitchBuilder.named("writers-give-way").turningAway(Operation.Kind.WRITE);
  }

  private static SwitchStatus status(GatewayFixture river) {
    return river.status().admission().switches().getFirst();
  }

  private static Steering by(GatewayFixture river) {
    return river.gateway().steering();
  }

  private static void ask(GatewayFixture river, String request, int times) throws IOException {
    try (RawClient client = river.connect()) {
      for (int i = 0; i < times; i++) {
        client.send(request).readResponse();
      }
    }
  }

  private static List<Kind> kinds(GatewayFixture river) {
    return river.status().admission().changes().stream().map(StateChange::kind).toList();
  }

  @Test
  void shouldTurnAwayWhatItIsForAndSayWhyAndWhenToComeBack() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(writersGiveWay()), node)) {
      assertThat(river.exchange(BULK).status()).isEqualTo(200);

      assertThat(by(river).turn("writers-give-way", true, LONG, "sale at noon")).isTrue();
      Message refused = river.exchange(BULK);
      Message read = river.exchange(SEARCH);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("weir-degraded")).isEqualTo("writers-give-way");
      assertThat(Integer.parseInt(String.valueOf(refused.header("retry-after"))))
          .isBetween(95, 100);
      assertThat(refused.body())
          .contains("\"type\":\"degraded_exception\"", "\"root_cause\"")
          .contains("switch [writers-give-way] is on, by hand: sale at noon; turned away: write")
          .contains("\"switch\":\"writers-give-way\"");
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.header("weir-degraded")).isNull();
      assertThat(status(river).on()).isTrue();
      assertThat(status(river).heldUntil()).isNotNull();
      assertThat(status(river).touched()).isEqualTo(1);
      assertThat(status(river).refused()).containsEntry("unknown", 1L);
      assertThat(by(river).turn("other", true, LONG, "")).isFalse();
    }
  }

  @Test
  void shouldGoBackByItselfOrWhenItIsTakenBack() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(writersGiveWay()), node)) {
      by(river).turn("writers-give-way", true, SHORT, "a drill");
      assertThat(river.exchange(BULK).status()).isEqualTo(503);

      await().until(() -> !status(river).on());
      assertThat(river.exchange(BULK).status()).isEqualTo(200);
      assertThat(status(river).cause()).isEqualTo("its time is over");

      by(river).turn("writers-give-way", true, LONG, "another");
      assertThat(by(river).letGo("writers-give-way")).isTrue();
      assertThat(river.exchange(BULK).status()).isEqualTo(200);
      assertThat(status(river).turns()).isEqualTo(4);
      assertThat(kinds(river))
          .containsExactly(Kind.SWITCH_ON, Kind.SWITCH_OFF, Kind.SWITCH_ON, Kind.SWITCH_OFF);
    }
  }

  @Test
  void shouldOnlyCountWhatItWouldTurnAway() throws IOException {
    try (GatewayFixture river = GatewayFixture.start(with(writersGiveWay().observed()), node)) {
      by(river).turn("writers-give-way", true, LONG, "a week to see");

      Message answered = river.exchange(BULK);

      assertThat(answered.status()).isEqualTo(200);
      assertThat(answered.header("weir-degraded")).isNull();
      assertThat(status(river).refused()).containsEntry("unknown", 1L);
    }
  }

  /** One cause, one mechanism. */
  @Test
  void shouldCountARefusalOnceAndTakeNothingOfALimit() throws IOException {
    FixtureSettings settings =
        with(
                SwitchBuilder.named("tried").turningAway(Operation.Kind.WRITE).observed(),
                writersGiveWay(),
                SwitchBuilder.named("nobody").turningAwayBelow(Priority.CRITICAL))
            .limits(limit("all", 1, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      for (String name : List.of("tried", "writers-give-way", "nobody")) {
        by(river).turn(name, true, LONG, "at once");
      }
      river.exchange(BULK);

      List<Long> counts =
          river.status().admission().switches().stream().map(SwitchStatus::touched).toList();
      assertThat(counts).containsExactly(0L, 1L, 0L);
      by(river).letGo("writers-give-way");
      by(river).letGo("nobody");
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldLeaveTheCoreTenantsAlone() throws IOException {
    TenantsSettings tenants =
        new TenantsSettings(
            List.of(
                tenant("payments", Priority.CRITICAL),
                tenant("reports", Priority.NORMAL),
                tenant("friends", Priority.LOW)),
            List.of(),
            Admission.REFUSE,
            null,
            Priority.LOW);
    FixtureSettings settings =
        with(SwitchBuilder.named("core-only").turningAwayBelow(Priority.HIGH, "friends"))
            .tenants(tenants);
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).turn("core-only", true, LONG, "at once");

      assertThat(river.exchange(by("payments")).status()).isEqualTo(200);
      assertThat(river.exchange(by("friends")).status()).isEqualTo(200);
      assertThat(river.exchange(by("reports")).status()).isEqualTo(503);
      assertThat(river.exchange(SEARCH).status()).isEqualTo(503);
      assertThat(status(river).refused()).containsOnlyKeys("reports", "unknown");
    }
  }

  private static TenantSettings tenant(String name, Priority priority) {
    return new TenantSettings(
        name,
        priority,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new TenantHeaderSettings("X-Tenant", name)),
        List.of());
  }

  private static String by(String tenant) {
    return head("GET /bills/_search HTTP/1.1", "Host: a", "X-Tenant: " + tenant);
  }

  @Test
  void shouldTurnAwayALane() throws IOException {
    FixtureSettings settings =
        with(SwitchBuilder.named("no-writers").turningAwayLane("writers"))
            .lanes(lane("writers", 5, Operation.BULK).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).turn("no-writers", true, LONG, "at once");

      assertThat(river.exchange(BULK).status()).isEqualTo(503);
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldOutlastOtherSettings() throws IOException {
    FixtureSettings settings = with(writersGiveWay()).node(node);
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      by(river).turn("writers-give-way", true, LONG, "an incident");
      river.exchange(BULK);

      river
          .gateway()
          .reload(settings.switches(writersGiveWay().withoutTelemetry().build()).build());

      assertThat(river.exchange(BULK).status()).isEqualTo(503);
      assertThat(status(river).cause()).isEqualTo("an incident");
      assertThat(status(river).refused()).containsEntry("unknown", 2L);
    }
  }

  @Test
  void shouldBeTurnedBySlowAnswersAndBack() throws IOException {
    try (GatewayFixture river =
        GatewayFixture.start(with(writersGiveWay().by(SignalMeasure.P99_MILLIS, 50)), node)) {
      ask(river, SEARCH, 30);
      slowness.set(Duration.ofMillis(80));

      await()
          .atMost(LONG)
          .until(
              () -> {
                ask(river, SEARCH, 1);
                return status(river).on();
              });
      Message refused = river.exchange(BULK);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body())
          .contains("p99 of cluster [main] above 50 ms")
          .contains("\"measured\"", "\"bound\":\"40 ms\"");
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(status(river).measured()).isBetween(50.0, 200.0);
      assertThat(status(river).signals().getFirst().turnedIt()).isTrue();
      slowness.set(Duration.ZERO);
      await()
          .atMost(LONG)
          .until(
              () -> {
                ask(river, SEARCH, 10);
                return !status(river).on();
              });
      assertThat(river.exchange(BULK).status()).isEqualTo(200);
      assertThat(status(river).cause()).startsWith("p99 of cluster [main] below 40 ms");
    }
  }

  /** Whoever is rejected asks too much, which is the clients' doing. */
  @Test
  void shouldBeTurnedByWhatTheClusterRejects() throws IOException {
    FixtureSettings settings =
        with(writersGiveWay().byLane(SignalMeasure.REJECTED_PERCENT, "rest", 30))
            .lanes(lane("rest", 10).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      answer.set("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}");
      await()
          .atMost(LONG)
          .until(
              () -> {
                ask(river, SEARCH, 5);
                return status(river).on();
              });

      Message refused = river.exchange(BULK);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("weir-degraded")).isEqualTo("writers-give-way");
      assertThat(refused.body()).contains("rejections of lane [rest] above 30 %");
    }
  }

  @Test
  void shouldBeTurnedByItemsOfBulksThatTheClusterRejects() throws IOException {
    try (GatewayFixture river =
        GatewayFixture.start(with(writersGiveWay().by(SignalMeasure.REJECTED_PERCENT, 30)), node)) {
      answer.set(
          ok(
              "{\"took\":1,\"errors\":true,\"items\":[{\"index\":{\"status\":201}},"
                  + "{\"index\":{\"status\":429,\"error\":{}}}]}"));
      await()
          .atMost(LONG)
          .until(
              () -> {
                ask(river, BULK, 5);
                return status(river).on();
              });

      assertThat(status(river).cause()).startsWith("rejections of cluster [main] above 30 %");
    }
  }

  @Test
  void shouldCountByTenantWhatItWouldHaveLoweredWhileObserved() throws Exception {
    FixtureSettings settings =
        with(SwitchBuilder.named("half")
                .loweringLimit("all", 50)
                .loweringLane("rest", 50)
                .observed())
            .limits(limit("all", 10, Duration.ofHours(10)).build())
            .lanes(lane("rest", 4).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      ask(river, SEARCH, 2);
      assertThat(by(river).turn("half", true, LONG, "a trial")).isTrue();
      ask(river, SEARCH, 5);
      assertThat(status(river).hindered()).isEmpty();

      ask(river, SEARCH, 3);
      assertThat(status(river).hindered()).containsEntry("unknown", 3L);
      assertThat(status(river).refused()).isEmpty();
      assertThat(river.exchange(SEARCH).status()).isEqualTo(429);
      assertThat(status(river).hindered()).containsEntry("unknown", 3L);
    }
  }

  @Test
  void shouldCountByTenantWhoWouldNotHaveEnteredALaneAtOnceWhileObserved() throws Exception {
    FixtureSettings settings =
        with(SwitchBuilder.named("half").loweringLane("rest", 50).observed())
            .lanes(lane("rest", 8).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node);
        RawClient one = river.connect();
        RawClient two = river.connect();
        RawClient three = river.connect();
        RawClient four = river.connect();
        RawClient five = river.connect()) {
      by(river).turn("half", true, LONG, "a trial");
      gate.drainPermits();
      List<RawClient> clients = List.of(one, two, three, four, five);
      for (RawClient client : clients) {
        client.send(SEARCH);
      }
      await().until(() -> river.status().admission().lanes().getFirst().active() == 5);

      // Half of eight.
      assertThat(status(river).hindered()).containsEntry("unknown", 1L);
      gate.release(1_000_000);
      for (RawClient client : clients) {
        assertThat(client.readResponse().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void shouldAskNodesHowBusyTheyAreOnlyIfASwitchWantsToKnow() throws IOException {
    stats.set(
        ok(
            "{\"nodes\":{\"a\":{\"os\":{\"cpu\":{\"percent\":90}},\"jvm\":{\"mem\":"
                + "{\"heap_used_percent\":50}}},\"b\":{\"os\":{\"cpu\":{\"percent\":98}}}}}"));
    FixtureSettings settings =
        with(writersGiveWay().by(SignalMeasure.CPU_PERCENT, 90).by(SignalMeasure.HEAP_PERCENT, 60))
            .node(node);
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      await().atMost(LONG).until(() -> status(river).on());

      assertThat(status(river).cause()).startsWith("processor use of cluster [main] above 90 %");
      assertThat(status(river).measured()).isEqualTo(94);
      assertThat(status(river).signals().get(1).value()).isEqualTo(50);

      stats.set("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
      await().atMost(LONG).until(() -> status(river).signals().getFirst().problem() != null);
      assertThat(status(river).signals().getFirst().problem()).contains("answered 401");
      assertThat(status(river).on()).isTrue();

      river.gateway().reload(settings.switches(writersGiveWay().build()).build());
      assertThat(status(river).on()).isFalse();
      int asked = statsAsked.get();
      // One may have been under way.
      await()
          .during(Duration.ofMillis(2_500))
          .atMost(LONG)
          .until(() -> statsAsked.get() <= asked + 1);
    }
  }

  @Test
  void shouldPauseTelemetryWhileItIsOn() {
    List<Boolean> told = new CopyOnWriteArrayList<>();
    ExchangeObserver observer =
        new ExchangeObserver() {
          @Override
          public void onEnd(Request request, ExchangeEnd end) {}

          @Override
          public void reduce(boolean reduced) {
            told.add(reduced);
          }
        };
    FixtureSettings settings =
        with(
                SwitchBuilder.named("quiet").withoutTelemetry(),
                SwitchBuilder.named("quieter").withoutTelemetry())
            .node(node);
    try (Gateway gateway = Gateway.start(settings.build(), observer)) {
      gateway.steering().turn("quiet", true, LONG, "at once");
      gateway.steering().turn("quieter", true, LONG, "at once");
      gateway.steering().letGo("quiet");
      assertThat(told).containsExactly(true);

      gateway.steering().letGo("quieter");
      assertThat(told).containsExactly(true, false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldLowerALimitAndSaySoWhereItBites() throws IOException {
    FixtureSettings settings =
        with(SwitchBuilder.named("half").loweringLimit("all", 50))
            .limits(limit("all", 10, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).turn("half", true, LONG, "at once");

      for (int i = 0; i < 5; i++) {
        Message passed = river.exchange(SEARCH);
        assertThat(passed.status()).isEqualTo(200);
        assertThat(passed.header("weir-degraded")).isNull();
      }
      Message refused = river.exchange(SEARCH);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("weir-degraded")).isEqualTo("half");
      assertThat(refused.body()).contains("limit [all] of 5 within 100000 ms is used up");
      assertThat(status(river).touched()).isEqualTo(1);
      by(river).letGo("half");
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldLowerALaneAndSaySoToThoseThatHaveToWaitForIt() throws IOException {
    gate.drainPermits();
    FixtureSettings settings =
        with(SwitchBuilder.named("half").loweringLane("all", 50))
            .lanes(lane("all", 2).waiting(1, Duration.ofSeconds(10)).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).turn("half", true, LONG, "at once");
      try (RawClient first = river.connect();
          RawClient second = river.connect()) {
        first.send(SEARCH);
        await().until(() -> river.status().admission().lanes().getFirst().active() == 1);
        second.send(SEARCH);
        await().until(() -> river.status().admission().lanes().getFirst().waiting() == 1);

        Message refused = river.exchange(SEARCH);
        gate.release(2);
        Message alone = first.readResponse();
        Message waited = second.readResponse();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("weir-degraded")).isEqualTo("half");
        assertThat(alone.header("weir-degraded")).isNull();
        assertThat(waited.status()).isEqualTo(200);
        assertThat(waited.header("weir-degraded")).isEqualTo("half");
        assertThat(waited.body()).isEqualTo("{}");
        assertThat(status(river).touched()).isEqualTo(2);
      }
    }
  }
}
