package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.BalancePolicy;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.OutlierSettings;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.status.StateChange.Kind;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SteadyLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that are worse than the others, under a hundred requests a second over three of them. */
class OutliersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final String SEARCH = get("/bills/_search");
  private static final String UNWELL =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

  private final AtomicLong delay = new AtomicLong(25);
  private final ScriptedUpstream first = ScriptedUpstream.start(after(new AtomicLong(25)));
  private final ScriptedUpstream second = ScriptedUpstream.start(after(new AtomicLong(25)));

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private static FixtureSettings settings() {
    return new FixtureSettings()
        .checkEvery(SECOND)
        .eject(1_000, Duration.ofSeconds(2))
        .outliers(OutlierSettings.defaults());
  }

  /** Answers requests after a delay that may change, checks at once. */
  private static Script after(AtomicLong millis) {
    return Script.answering(
        request -> {
          Pause.of(Duration.ofMillis(millis.get()));
          return ok("{}");
        });
  }

  @Test
  void shouldEjectASlowNodeWithinASecond() throws InterruptedException {
    // In turn: who goes by the requests under way hardly sends to a slow node, and learns little.
    FixtureSettings settings =
        settings().balance(BalanceSettings.defaults().withPolicy(BalancePolicy.ROUND_ROBIN));
    try (ScriptedUpstream slow = ScriptedUpstream.start(after(delay));
        GatewayFixture river = GatewayFixture.start(settings, first, second, slow);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(slow).requests() > 20);
      assertThat(river.endpoint(slow).state()).isEqualTo(State.UP);

      delay.set(3_000);

      await().atMost(SECOND).until(() -> river.endpoint(slow).state() == State.EJECTED);
      assertThat(river.endpoint(slow).cause()).contains("took longer than");
      assertThat(load.stop()).allMatch(answer -> answer.status() == 200);
    }
  }

  @Test
  void shouldTakeAFrozenNodeOutWithinASecond() throws InterruptedException {
    try (ScriptedUpstream frozen = ScriptedUpstream.start(after(delay));
        GatewayFixture river = GatewayFixture.start(settings(), first, second, frozen);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(frozen).requests() > 20);

      delay.set(2_000);
      frozen.answerHealthWith(ScriptedUpstream.NOTHING);

      await().atMost(SECOND).until(() -> river.endpoint(frozen).state() == State.SILENT);
      long before = river.endpoint(frozen).requests();
      Pause.of(Duration.ofMillis(300));
      assertThat(river.endpoint(frozen).requests()).isEqualTo(before);

      delay.set(5);
      frozen.answerHealthWith(ok("{}"));
      await().until(() -> count(river.endpoint(frozen), Kind.ENDPOINT_HEARD) == 1);
      var _ = load.stop();
    }
  }

  @Test
  void shouldTakeASlowNodeBackWhileAnotherIsSilent() throws InterruptedException {
    AtomicLong other = new AtomicLong(25);
    FixtureSettings settings =
        settings()
            .eject(1_000, Duration.ofSeconds(30))
            .balance(BalanceSettings.defaults().withPolicy(BalancePolicy.ROUND_ROBIN));
    try (ScriptedUpstream slow = ScriptedUpstream.start(after(delay));
        ScriptedUpstream frozen = ScriptedUpstream.start(after(other));
        GatewayFixture river = GatewayFixture.start(settings, first, slow, frozen);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(slow).requests() > 20);
      delay.set(1_000);
      await().until(() -> river.endpoint(slow).state() == State.EJECTED);

      other.set(3_000);
      frozen.answerHealthWith(ScriptedUpstream.NOTHING);

      await().until(() -> river.endpoint(frozen).state() == State.SILENT);
      assertThat(river.endpoint(slow).state()).isEqualTo(State.UP);
      var _ = load.stop();
    }
  }

  @Test
  void shouldNotTakeALongSearchForAFrozenNode() throws InterruptedException {
    AtomicLong time = new AtomicLong(5);
    try (ScriptedUpstream busy = ScriptedUpstream.start(after(time));
        GatewayFixture river = GatewayFixture.start(settings(), first, busy)) {
      time.set(1_500);
      Thread search = Thread.ofVirtual().start(() -> ask(river));
      Thread other = Thread.ofVirtual().start(() -> ask(river));

      search.join();
      other.join();

      assertThat(river.endpoint(busy).requests()).isEqualTo(1);
      assertThat(river.endpoint(busy).health().changes()).isEmpty();
    }
  }

  private static void ask(GatewayFixture river) {
    try {
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldEjectAFailingNodeWithinASecond() throws InterruptedException {
    AtomicLong turn = new AtomicLong();
    Script halfBad =
        Script.answering(request -> turn.incrementAndGet() % 2 == 0 ? ok("{}") : UNWELL);
    try (ScriptedUpstream failing = ScriptedUpstream.start(halfBad);
        GatewayFixture river = GatewayFixture.start(settings(), first, second, failing);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {

      await().atMost(SECOND).until(() -> river.endpoint(failing).state() == State.EJECTED);

      assertThat(river.endpoint(failing).cause()).contains("failed");
      var _ = load.stop();
    }
  }

  @Test
  void shouldComeBackInSteps() throws InterruptedException {
    try (ScriptedUpstream slow = ScriptedUpstream.start(after(delay));
        GatewayFixture river = GatewayFixture.start(settings(), first, second, slow);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(slow).requests() > 20);
      delay.set(400);
      await().until(() -> river.endpoint(slow).state() == State.EJECTED);
      delay.set(5);

      await().until(() -> count(river.endpoint(slow), Kind.ENDPOINT_RETURNED) == 1);
      assertThat(river.endpoint(slow).health().share()).isEqualTo(10);
      await().until(() -> river.endpoint(slow).health().share() == 50);

      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> count(river.endpoint(slow), Kind.ENDPOINT_RECOVERED) == 1);
      assertThat(river.endpoint(slow).health().share()).isEqualTo(100);
      assertThat(load.stop()).allMatch(answer -> answer.status() == 200);
    }
  }

  @Test
  void shouldNotEjectMoreThanItsShare() throws InterruptedException {
    AtomicLong other = new AtomicLong(5);
    try (ScriptedUpstream slow = ScriptedUpstream.start(after(delay));
        ScriptedUpstream slower = ScriptedUpstream.start(after(other));
        GatewayFixture river = GatewayFixture.start(settings(), first, slow, slower);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(slow).requests() > 20);
      delay.set(500);
      await().until(() -> river.endpoint(slow).state() == State.EJECTED);

      other.set(500);

      await().until(() -> count(river.endpoint(slower), Kind.EJECTION_REFUSED) == 1);
      assertThat(river.endpoint(slower).state()).isEqualTo(State.UP);
      var _ = load.stop();
    }
  }

  @Test
  void shouldTakeAKilledNodeOutWithItsFirstRefusedConnection() throws InterruptedException {
    try (ScriptedUpstream killed = ScriptedUpstream.start(after(delay));
        GatewayFixture river = GatewayFixture.start(settings(), first, second, killed);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 100)) {
      await().until(() -> river.endpoint(killed).requests() > 20);

      killed.kill();

      await()
          .atMost(Duration.ofMillis(500))
          .until(() -> river.endpoint(killed).state() == State.DOWN);
      assertThat(load.stop()).allMatch(answer -> answer.status() == 200);
    }
  }

  private static long count(EndpointStatus endpoint, Kind kind) {
    return endpoint.health().changes().getOrDefault(kind, 0L);
  }
}
