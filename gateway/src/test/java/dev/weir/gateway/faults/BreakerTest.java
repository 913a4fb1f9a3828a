package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.AllOutSettings;
import dev.weir.gateway.settings.AllOutSettings.Choice;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SteadyLoad;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A route's breaker, the choice when all are out, and rehearsals. */
class BreakerTest {
  private static final String SEARCH = get("/bills/_search");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String UNWELL =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

  private static BreakerSettings breaker(@Nullable URI dependency) {
    return new BreakerSettings(
        Duration.ofSeconds(1), 50, 50, 10, Duration.ofSeconds(1), SHORT, SHORT, dependency);
  }

  @Test
  void shouldOpenWhenFailuresLastAndComeBackInSteps() throws InterruptedException, IOException {
    AtomicBoolean unwell = new AtomicBoolean();
    FixtureSettings settings =
        new FixtureSettings().retry(0, ByteSize.ofKilobytes(1)).breaker(breaker(null));
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> unwell.get() ? UNWELL : ok("{}")));
        GatewayFixture river = GatewayFixture.start(settings, node);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 50)) {
      await().until(() -> load.answers().size() > 20);
      unwell.set(true);

      await().until(() -> river.breaker().state().equals("open"));
      assertThat(river.breaker().cause()).contains("calls failed");
      Message refusal = river.exchange(SEARCH);
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.body()).contains("breaker_open_exception");

      unwell.set(false);
      await().until(() -> river.breaker().share() == 20);
      await().until(() -> river.breaker().state().equals("closed"));
      load.stop();
    }
  }

  @Test
  void shouldBeOpenWhileWhatItDependsOnIsAway() throws IOException {
    try (ScriptedUpstream dependency = ScriptedUpstream.answering(ok("pong"));
        ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().breaker(breaker(dependency.uri())), node)) {
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);

      dependency.kill();

      await().until(() -> river.breaker().state().equals("open"));
      assertThat(river.exchange(SEARCH).status()).isEqualTo(503);
    }
  }

  @Test
  void shouldAnswerWhatIsConfiguredWhenAllAreOut() throws IOException {
    AllOutSettings answer = new AllOutSettings(Choice.ANSWER, 200, "{\"degraded\":true}");
    FixtureSettings settings =
        new FixtureSettings().checkEvery(Duration.ofMillis(50)).allOut(answer);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings, node)) {
      node.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(node).state() == State.DOWN);

      Message degraded = river.exchange(SEARCH);

      assertThat(degraded.status()).isEqualTo(200);
      assertThat(degraded.body()).isEqualTo("{\"degraded\":true}");
      assertThat(node.requests()).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhenAllAreOutIfToldSo() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .checkEvery(Duration.ofMillis(50))
            .allOut(new AllOutSettings(Choice.REFUSE, 200, ""));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.start(settings, node)) {
      node.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(node).state() == State.DOWN);

      Message refusal = river.exchange(SEARCH);

      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.body()).contains("all_out_exception");
    }
  }

  @Test
  void shouldTakeANodeOutByHandForATime() throws IOException {
    try (ScriptedUpstream one = ScriptedUpstream.answering(ok("one"));
        ScriptedUpstream two = ScriptedUpstream.answering(ok("two"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings(), one, two)) {
      Duration second = Duration.ofSeconds(1);
      assertThat(river.gateway().hold("main", two.name(), false, second)).isTrue();
      assertThat(river.gateway().hold("main", "10.9.9.9:1", false, second)).isFalse();
      assertThat(river.gateway().hold("other", two.name(), false, second)).isFalse();

      assertThat(river.endpoint(two).state()).isEqualTo(State.HELD);
      for (int i = 0; i < 10; i++) {
        assertThat(river.exchange(SEARCH).body()).isEqualTo("one");
      }

      await().until(() -> river.endpoint(two).state() == State.UP);
      await().until(() -> river.exchange(SEARCH).body().equals("two"));
    }
  }

  @Test
  void shouldCloseConnectionsOfANodeThatIsDrainedByHand() throws IOException {
    try (ScriptedUpstream one = ScriptedUpstream.answering(ok("one"));
        ScriptedUpstream two = ScriptedUpstream.answering(ok("two"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings(), one, two)) {
      await().until(() -> river.exchange(SEARCH).body().equals("two"));

      river.gateway().hold("main", two.name(), true, Duration.ofMinutes(1));

      assertThat(river.endpoint(two).state()).isEqualTo(State.DRAINING);
      await().until(() -> river.endpoint(two).connections() == 0);
      river.gateway().readmit("main", two.name());
      assertThat(river.endpoint(two).state()).isEqualTo(State.UP);
    }
  }
}
