package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nobody holds a connection by being slow. */
class TimeoutsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void shouldEndAHeadThatStops() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().headTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send("GET / HTTP/1.1\r\nHo");

      Message response = client.readResponse();

      assertThat(SearchError.of(response).status()).isEqualTo(408);
      assertThat(response.header("connection")).isEqualToIgnoringCase("close");
      client.assertGone();
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.CLIENT_TIMEOUT);
      assertThat(end.status()).isEqualTo(408);
    }
  }

  @Test
  void shouldEndAHeadThatDrips() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().headTimeout(SHORT), node);
        RawClient client = river.connect()) {
      Thread dripper = Thread.ofVirtual().start(() -> drip(client));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(408);
      client.readUntilGone();
      dripper.interrupt();
      assertThat(node.received()).isEmpty();
    }
  }

  @Test
  void shouldEndASecondHeadThatStops() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().headTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send(get("/") + "GET").readResponse();

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(408);
    }
  }

  @Test
  void shouldEndABodyThatStops() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 10") + "abc");

      Message response = client.readResponse();

      assertThat(SearchError.of(response).status()).isEqualTo(408);
      client.assertGone();
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_TIMEOUT);
      assertThat(node.requests()).isEmpty();
    }
  }

  @Test
  void shouldTakeABodyThatIsSlowButMoves() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 10"));

      client.sendSlowly("0123456789", Duration.ofMillis(60));

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldCloseAnIdleConnectionWithoutAWord() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().idleTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send(get("/")).readResponse();

      client.assertGone();

      assertThat(river.ends()).hasSize(1);
    }
  }

  @Test
  void shouldCloseAConnectionThatNeverAsksWithoutAWord() throws IOException {
    FixtureSettings settings = new FixtureSettings().idleTimeout(SHORT).headTimeout(SHORT);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.start(settings, node);
        RawClient client = river.connect()) {

      client.assertGone();

      assertThat(river.ends()).isEmpty();
    }
  }

  @Test
  void shouldNotCountWaitingForAnAnswerAsIdle() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .idleTimeout(Duration.ofMillis(100))
            .headTimeout(Duration.ofMillis(100))
            .bodyTimeout(Duration.ofMillis(100));
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(
                    request -> {
                      Pause.ofMillis(500);
                      return ok("late");
                    }));
        GatewayFixture river = GatewayFixture.start(settings, node)) {

      Message response = river.exchange(get("/"));

      assertThat(response.body()).isEqualTo("late");
    }
  }

  @Test
  void shouldEndADownloadThatTheClientDoesNotRead() throws IOException {
    String answer = ok("x".repeat(20_000_000));
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(SHORT), node);
        RawClient client = river.connect(64 * 1024)) {
      client.send(get("/"));

      Ended end = river.awaitEnd();

      assertThat(end.outcome())
          .isIn(Outcome.CLIENT_TIMEOUT, Outcome.CLIENT_GONE, Outcome.TRUNCATED);
      assertThat(end.responseBytes()).isLessThan(20_000_000);
      await().until(() -> river.status().connections() == 0);
    }
  }

  @Test
  void shouldEndConnectionsThatCloseButDoNotReadWhateverIsLeft() throws IOException {
    String request = head("GET / HTTP/1.1", "Host: a", "Connection: close");
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(seen -> ok("x".repeat(sizeOf(seen.target())))));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(SHORT), node)) {

      for (int size = 100_000; size <= 6_000_000; size += 100_000) {
        river.connect(4096).send(request.replace("GET / ", "GET /" + size + " "));
      }

      await().atMost(Duration.ofSeconds(10)).until(() -> river.status().connections() == 0);
    }
  }

  private static int sizeOf(String target) {
    return Integer.parseInt(target, 1, target.length(), 10);
  }

  @Test
  void shouldEndAnAnswerThatStops() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.hold();
                  }
                });
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(SHORT), node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      String answer = client.readUntilGone();

      assertThat(answer).endsWith("half");
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.TRUNCATED);
    }
  }

  private static void drip(RawClient client) {
    try {
      client.sendSlowly("GET / HTTP/1.1\r\nX: " + "y".repeat(100), Duration.ofMillis(40));
    } catch (IOException e) {
      // Cut, as it should be.
    }
  }
}
