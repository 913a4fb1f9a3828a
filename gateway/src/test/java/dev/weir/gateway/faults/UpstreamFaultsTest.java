package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A single node that breaks at every stage of an exchange. */
class UpstreamFaultsTest {
  /** How a node's process goes away. */
  enum Break {
    CLOSE,
    RESET;

    Script after(String sent) {
      return connection -> {
        if (connection.readRequest() == null) {
          return;
        }
        connection.send(sent);
        if (this == RESET) {
          // The bytes before it shall arrive; a reset overtakes them otherwise.
          Pause.ofMillis(50);
          connection.reset();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswerForANodeThatBreaksBeforeItsAnswer(Break how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(how.after(""));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", "{}"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
      assertThat(end.attempts()).isEqualTo(1);
      assertThat(end.endpoint()).isEqualTo(node.name());
      assertThat(river.endpoint(node).failures()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswerForANodeThatBreaksWithinItsHead(Break how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(how.after("HTTP/1.1 200 OK\r\nConte"));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", "{}"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheAnswerOfANodeThatBreaksAfterItsHead(Break how) throws IOException {
    assertCut(how.after(head("HTTP/1.1 200 OK", "Content-Length: 10")));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheAnswerOfANodeThatBreaksWithinABody(Break how) throws IOException {
    assertCut(how.after(head("HTTP/1.1 200 OK", "Content-Length: 10") + "half"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheAnswerOfANodeThatBreaksAfterItsChunkedHead(Break how) throws IOException {
    assertCut(how.after(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheAnswerOfANodeThatBreaksBetweenChunks(Break how) throws IOException {
    assertCut(how.after(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk("some")));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheAnswerOfANodeThatBreaksWithinTheLastChunk(Break how) throws IOException {
    assertCut(
        how.after(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk("some") + "0\r\n"));
  }

  @Test
  void shouldCutAnAnswerUntilClosedThatIsReset() throws IOException {
    Script script = Break.RESET.after("HTTP/1.1 200 OK\r\n\r\nhalf");
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      assertThat(endsCleanly(client)).isFalse();

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.TRUNCATED);
    }
  }

  @Test
  void shouldCutTheAnswerToAClientOfHttp10ThatBreaksBetweenChunks() throws IOException {
    Script script =
        Break.CLOSE.after(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk("some"));
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send("GET / HTTP/1.0\r\n\r\n");

      assertThat(endsCleanly(client)).as("only a reset tells HTTP/1.0 of a cut").isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000, 5_000_000})
  void shouldAnswerForANodeThatBreaksWhileItIsSentABody(int length) throws IOException {
    Script script =
        connection -> {
          if (connection.readHead() != null) {
            connection.reset();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", "x".repeat(length)));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
    }
  }

  @Test
  void shouldGiveUpOnANodeThatNeverAnswers() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofMillis(300)), node)) {

      Message response = river.exchange(withBody("POST", "/_bulk", "{}"));

      assertThat(SearchError.of(response).status()).isEqualTo(504);
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.UPSTREAM_TIMEOUT);
      assertThat(end.durationNanos()).isBetween(250_000_000L, 3_000_000_000L);
      river.awaitQuiet();
      assertThat(river.endpoint(node).connections()).as("it may still answer").isZero();
    }
  }

  @Test
  void shouldServeOnAfterATimeout() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofMillis(200)), node);
        RawClient client = river.connect()) {
      client.send(get("/")).readResponse();
      node.follow(Script.answering(ok("back")));

      Message response = client.send(get("/")).readResponse();

      assertThat(response.body()).isEqualTo("back");
    }
  }

  @Test
  void shouldHandOnAnAnswerThatDripsPastTheDeadline() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send(head("HTTP/1.1 200 OK", "Content-Length: 5"));
                    connection.sendSlowly("drips", Duration.ofMillis(100));
                    connection.hold();
                  }
                });
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofMillis(300)), node)) {

      Message response = river.exchange(get("/"));

      assertThat(response.body()).isEqualTo("drips");
    }
  }

  @Test
  void shouldGiveUpOnAHeadThatDripsPastTheDeadline() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.sendSlowly(ok("too late"), Duration.ofMillis(50));
                    connection.hold();
                  }
                });
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofMillis(300)), node)) {

      Message response = river.exchange(get("/"));

      assertThat(response.status()).isEqualTo(504);
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_TIMEOUT);
    }
  }

  @Test
  void shouldNotCountTheUploadIntoTheDeadline() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofMillis(300)), node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 10"));

      client.sendSlowly("0123456789", Duration.ofMillis(60));

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerForANodeThatRefusesConnections() throws IOException {
    try (GatewayFixture river =
        GatewayFixture.start(new FixtureSettings().node(ScriptedUpstream.refusing()))) {

      Message response = river.exchange(get("/"));

      assertThat(SearchError.of(response).status()).isIn(502, 503);
      assertThat(river.awaitEnd().outcome())
          .isIn(Outcome.UPSTREAM_FAILED, Outcome.UPSTREAM_UNAVAILABLE);
    }
  }

  @Test
  void shouldKeepTheClientsConnectionWhenItAnswersForANode() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Break.CLOSE.after(""));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message first = client.send(get("/")).readResponse();
      Message second = client.send(get("/")).readResponse();

      assertThat(first.status()).isEqualTo(502);
      assertThat(second.status()).isEqualTo(502);
    }
  }

  @Test
  void shouldGiveNoBodyToHeadWhenItAnswersForANode() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Break.CLOSE.after(""));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(head("HEAD / HTTP/1.1", "Host: a") + get("/"));

      Message first = client.readResponse("HEAD");
      Message second = client.readResponse();

      assertThat(first.status()).isEqualTo(502);
      assertThat(second.status()).isEqualTo(502);
    }
  }

  private static void assertCut(Script script) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      assertThat(endsCleanly(client)).as("the answer has a clean end").isFalse();

      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.TRUNCATED);
      assertThat(end.status()).isEqualTo(200);
      river.awaitQuiet();
      assertThat(river.endpoint(node).connections()).isZero();
      assertThat(river.endpoint(node).failures()).isEqualTo(1);
    }
  }

  private static boolean endsCleanly(RawClient client) {
    try {
      Message response = client.readResponse();
      return response.status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
