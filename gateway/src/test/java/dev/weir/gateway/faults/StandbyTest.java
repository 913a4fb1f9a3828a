package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.flow.standby.Standby.Preference;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.OutlierSettings;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SteadyLoad;
import dev.weir.gateway.testing.SteadyLoad.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two clusters: the standby takes reads over. */
class StandbyTest {
  private static final String SEARCH = get("/bills/_search");
  private static final String QUERY = withBody("POST", "/bills/_search", "{\"size\":1}");
  private static final Duration SHORT = Duration.ofMillis(300);

  private static FixtureSettings settings() {
    return new FixtureSettings()
        .checkEvery(Duration.ofSeconds(1))
        .outliers(OutlierSettings.defaults())
        .breaker(breaker());
  }

  /** Quick to come back, so that a test need not wait for long. */
  private static BreakerSettings breaker() {
    return new BreakerSettings(SHORT, 50, 50, 10, Duration.ofSeconds(1), SHORT, SHORT, null);
  }

  private static ScriptedUpstream a() {
    return ScriptedUpstream.answering(ok("A"));
  }

  private static ScriptedUpstream b() {
    return ScriptedUpstream.answering(ok("B"));
  }

  @Test
  void shouldLoseNoReadWhenAWholeClusterIsKilledUnderLoad() throws InterruptedException {
    try (ScriptedUpstream a1 = a();
        ScriptedUpstream a2 = a();
        ScriptedUpstream a3 = a();
        ScriptedUpstream b1 = b();
        ScriptedUpstream b2 = b();
        GatewayFixture river =
            GatewayFixture.start(settings().eventLoops(2).standby(b1, b2), a1, a2, a3);
        SteadyLoad load = SteadyLoad.start(river, QUERY, 200)) {
      await().until(() -> load.answers().size() > 200);

      long killed = System.nanoTime();
      a1.kill();
      a2.kill();
      a3.kill();

      Pause.of(Duration.ofSeconds(3));
      List<Answer> answers = load.stop();
      assertThat(answers.stream().filter(answer -> answer.status() != 200)).isEmpty();
      assertThat(
              answers.stream()
                  .filter(answer -> answer.sent() - killed > 1_000_000_000)
                  .map(Answer::body))
          .isNotEmpty()
          .containsOnly("B");
      assertThat(river.breaker().state()).isEqualTo("open");
    }
  }

  @Test
  void shouldSendTheSameReadToTheStandbyWhenNoNodeCanBeReached() throws IOException {
    try (ScriptedUpstream gone = a();
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings().standby(b), gone)) {
      gone.kill();

      Message answer = river.exchange(QUERY);

      assertThat(answer.body()).isEqualTo("B");
      assertThat(b.requests().getFirst().body()).isEqualTo("{\"size\":1}");
    }
  }

  @Test
  void shouldShowTheStandbyItsOwnCredentials() throws IOException {
    FixtureSettings settings =
        settings().credentials(user("one")).standbyCredentials(user("another-one"));
    try (ScriptedUpstream gone = a();
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings.standby(b), gone)) {
      gone.kill();

      assertThat(river.exchange(QUERY).body()).isEqualTo("B");

      assertThat(b.received())
          .contains("Authorization: Basic YW5vdGhlci1vbmU6cGFzcw==\r\n")
          .containsOnlyOnce("Authorization:")
          .endsWith("\r\n\r\n{\"size\":1}");
    }
  }

  private static CredentialsSettings user(String name) {
    return new CredentialsSettings(name, new Secret("pass"), null, null);
  }

  @Test
  void shouldNotSendWritesToTheStandby() throws IOException {
    try (ScriptedUpstream gone = a();
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings().standby(b), gone)) {
      gone.kill();

      Message answer = river.exchange(withBody("PUT", "/bills/_doc/1", "{}"));

      assertThat(answer.status()).isEqualTo(502);
      assertThat(b.requests()).isEmpty();
    }
  }

  @Test
  void shouldTakeReadsOverFromASlowClusterAndGiveThemBackInSteps() throws InterruptedException {
    AtomicLong delay = new AtomicLong(5);
    Script script =
        Script.answering(
            request -> {
              Pause.ofMillis(delay.get());
              return ok("A");
            });
    try (ScriptedUpstream a = ScriptedUpstream.start(script);
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings().standby(b), a);
        SteadyLoad load = SteadyLoad.start(river, SEARCH, 50)) {
      await().until(() -> load.answers().size() > 20);
      assertThat(b.requests()).isEmpty();

      delay.set(600);
      await().until(() -> river.breaker().state().equals("open"));
      assertThat(river.breaker().cause()).contains("took longer than 300 ms");

      delay.set(5);
      await().until(() -> river.breaker().share() == 30);
      await().until(() -> river.breaker().state().equals("closed"));
      assertThat(load.stop()).allMatch(answer -> answer.status() == 200);
    }
  }

  @Test
  void shouldDoAsItIsToldForATime() throws IOException {
    try (ScriptedUpstream a = a();
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings().standby(b), a)) {
      assertThat(river.exchange(SEARCH).body()).isEqualTo("A");

      assertThat(river.gateway().prefer("main", Preference.STANDBY, Duration.ofSeconds(1)))
          .isTrue();
      assertThat(river.exchange(SEARCH).body()).isEqualTo("B");
      assertThat(river.breaker().preference()).isEqualTo("standby");

      await().until(() -> river.exchange(SEARCH).body().equals("A"));
      assertThat(river.gateway().prefer("standby", Preference.STANDBY, SHORT)).isFalse();
    }
  }

  @Test
  void shouldStayWithThePrimaryWhenTheStandbyIsAwayToo() throws IOException {
    try (ScriptedUpstream a = a();
        ScriptedUpstream b = b();
        GatewayFixture river = GatewayFixture.start(settings().standby(b), a)) {
      b.kill();
      await()
          .until(
              () ->
                  river.status().clusters().getLast().endpoints().getFirst().state()
                      == EndpointStatus.State.DOWN);

      river.gateway().prefer("main", Preference.STANDBY, Duration.ofMinutes(1));

      assertThat(river.exchange(SEARCH).body()).isEqualTo("A");
    }
  }
}
