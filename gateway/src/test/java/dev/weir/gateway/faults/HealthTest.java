package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are taken out and come back. */
class HealthTest {
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final String UNWELL =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

  @Test
  void shouldTakeOutANodeThatFailsItsChecks() throws IOException {
    try (ScriptedUpstream well = ScriptedUpstream.answering(ok("well"));
        ScriptedUpstream unwell = ScriptedUpstream.answering(ok("unwell"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), well, unwell)) {
      unwell.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(unwell).state() == State.DOWN);

      for (int i = 0; i < 10; i++) {
        assertThat(river.exchange(get("/")).body()).isEqualTo("well");
      }

      assertThat(river.endpoint(unwell).cause()).isNotBlank();
      assertThat(river.endpoint(well).state()).isEqualTo(State.UP);
    }
  }

  @Test
  void shouldTakeBackANodeThatAnswersItsChecksAgain() {
    try (ScriptedUpstream well = ScriptedUpstream.answering(ok("well"));
        ScriptedUpstream ill = ScriptedUpstream.answering(ok("ill"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), well, ill)) {
      ill.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(ill).state() == State.DOWN);

      ill.answerHealthWith(ok("{}"));

      await().until(() -> river.endpoint(ill).state() == State.UP);
      await().until(() -> river.exchange(get("/")).body().equals("ill"));
    }
  }

  @Test
  void shouldTakeOutANodeWhoseChecksBreak() {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), node)) {
      node.answerHealthWith(null);

      await().until(() -> river.endpoint(node).state() == State.DOWN);
    }
  }

  @Test
  void shouldTakeOutANodeThatIsGoneAndTakeItBack() {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), node)) {
      await().until(() -> river.endpoint(node).state() == State.UP);
      node.kill();
      await().until(() -> river.endpoint(node).state() == State.DOWN);

      try (ScriptedUpstream back = ScriptedUpstream.start(Script.answering(ok("y")), node.port())) {
        await().until(() -> river.endpoint(back).state() == State.UP);
        await().until(() -> river.exchange(get("/")).body().equals("y"));
        river.gateway().close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "401 Unauthorized", "404 Not Found", "429 Too Many Requests"})
  void shouldTakeAnyAnswerBelow500ForLife(String status) {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), node)) {
      node.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(node).state() == State.DOWN);

      node.answerHealthWith("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");

      await().until(() -> river.endpoint(node).state() == State.UP);
    }
  }

  @Test
  void shouldAskANodeThatIsDownIfThereIsNoOther() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("slow, but there"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), node)) {
      node.answerHealthWith(UNWELL);
      await().until(() -> river.endpoint(node).state() == State.DOWN);

      assertThat(river.exchange(get("/")).body()).isEqualTo("slow, but there");
    }
  }

  @Test
  void shouldTakeARequestAwayFromANodeThatGoesDown() {
    try (ScriptedUpstream well = ScriptedUpstream.answering(ok("well"));
        ScriptedUpstream frozen = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().checkEvery(OFTEN), well, frozen)) {
      List<CompletableFuture<String>> answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> body(river))).limit(2).toList();
      await().until(() -> river.endpoint(frozen).active() > 0);

      frozen.answerHealthWith(UNWELL);

      assertThat(answers.stream().map(CompletableFuture::join)).containsOnly("well");
    }
  }

  private static String body(GatewayFixture river) {
    try {
      return river.exchange(get("/")).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldEjectANodeThatFailsRequests() throws IOException {
    FixtureSettings settings = new FixtureSettings().eject(3, Duration.ofMinutes(1));
    try (ScriptedUpstream good = ScriptedUpstream.answering(ok("good"));
        ScriptedUpstream bad = ScriptedUpstream.start(Script.resetting());
        GatewayFixture river = GatewayFixture.start(settings, good, bad)) {
      await()
          .until(
              () -> {
                river.exchange(get("/bills/_search"));
                return river.endpoint(bad).state() == State.EJECTED;
              });
      int seen = bad.requests().size();

      for (int i = 0; i < 10; i++) {
        assertThat(river.exchange(get("/bills/_search")).body()).isEqualTo("good");
      }

      assertThat(seen).isEqualTo(3);
      assertThat(bad.requests()).hasSize(seen);
      assertThat(river.endpoint(bad).cause()).isNotBlank();
    }
  }

  @Test
  void shouldTakeAnEjectedNodeBackAfterAWhile() {
    FixtureSettings settings = new FixtureSettings().eject(1, Duration.ofMillis(200));
    try (ScriptedUpstream good = ScriptedUpstream.answering(ok("good"));
        ScriptedUpstream bad = ScriptedUpstream.start(Script.resetting());
        GatewayFixture river = GatewayFixture.start(settings, good, bad)) {
      await()
          .until(
              () -> {
                river.exchange(get("/bills/_search"));
                return river.endpoint(bad).failures() > 0;
              });

      bad.follow(Script.answering(ok("better")));

      await().until(() -> river.exchange(get("/bills/_search")).body().equals("better"));
      assertThat(river.endpoint(bad).state()).isEqualTo(State.UP);
    }
  }

  @Test
  void shouldCountAnswersOfANodeThatIsUnwellAsFailures() throws IOException {
    FixtureSettings settings =
        new FixtureSettings().eject(3, Duration.ofMinutes(1)).retry(0, ByteSize.ofKilobytes(1));
    try (ScriptedUpstream bad = ScriptedUpstream.answering(UNWELL);
        ScriptedUpstream good = ScriptedUpstream.answering(ok("good"));
        GatewayFixture river = GatewayFixture.start(settings, bad, good)) {

      await()
          .until(
              () -> {
                river.exchange(get("/bills/_search"));
                return river.endpoint(bad).state() == State.EJECTED;
              });

      assertThat(river.endpoint(bad).failures()).isEqualTo(3);
    }
  }

  @Test
  void shouldNotCountErrorsOfTheRequestAsFailures() throws IOException {
    String notFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedUpstream node = ScriptedUpstream.answering(notFound);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().eject(1, Duration.ofMinutes(1)), node)) {

      for (int i = 0; i < 5; i++) {
        assertThat(river.exchange(get("/")).status()).isEqualTo(404);
      }

      assertThat(river.endpoint(node).failures()).isZero();
      assertThat(river.endpoint(node).state()).isEqualTo(State.UP);
      assertThat(river.endpoint(node).requests()).isEqualTo(5);
    }
  }

  @Test
  void shouldShareRequestsAmongNodes() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.answering(ok("1"));
        ScriptedUpstream second = ScriptedUpstream.answering(ok("2"));
        ScriptedUpstream third = ScriptedUpstream.answering(ok("3"));
        GatewayFixture river = GatewayFixture.before(first, second, third)) {

      for (int i = 0; i < 90; i++) {
        river.exchange(get("/"));
      }

      assertThat(first.requests().size()).isBetween(10, 60);
      assertThat(second.requests().size()).isBetween(10, 60);
      assertThat(third.requests().size()).isBetween(10, 60);
    }
  }
}
