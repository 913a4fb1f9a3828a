package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests go to another node, and which must not. */
class RetriesTest {
  private static final ByteSize REPLAYED = ByteSize.ofKilobytes(64);

  @ParameterizedTest
  @ValueSource(strings = {"GET /bills/_search", "POST /bills/_bulk", "PUT /bills/_doc/1"})
  void shouldGoToAnotherNodeWhereOneRefusesConnections(String line) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("here"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().node(ScriptedUpstream.refusing()), node)) {
      String[] parts = line.split(" ", 2);

      for (int i = 0; i < 4; i++) {
        Message response = river.exchange(withBody(parts[0], parts[1], "{}"));

        assertThat(response.body()).isEqualTo("here");
      }

      assertThat(node.requests()).hasSize(4).allMatch(request -> request.body().equals("{}"));
    }
  }

  @Test
  void shouldSayThatEveryNodeRefusesConnections() throws IOException {
    URI first = ScriptedUpstream.refusing();
    URI second = ScriptedUpstream.refusing();
    try (GatewayFixture river =
        GatewayFixture.start(new FixtureSettings().node(first).node(second))) {

      Message response = river.exchange(get("/"));

      assertThat(SearchError.of(response).status()).isIn(502, 503);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /bills/_doc/1",
        "HEAD /bills/_doc/1",
        "GET /bills/_search",
        "POST /bills/_search",
        "POST /bills/_msearch",
        "POST /_mget",
        "GET /_cluster/health",
        "PUT /bills/_doc/1",
      })
  void shouldReplayWhatIsSafe(String line) throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce = breakingOnce(broken);
    try (ScriptedUpstream first = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream second = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river = GatewayFixture.before(first, second)) {
      String[] parts = line.split(" ", 2);

      Message response = river.exchange(withBody(parts[0], parts[1], "{\"a\":1}"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(first.requests().size() + second.requests().size()).isEqualTo(2);
      assertThat(first.requests()).allMatch(request -> request.body().equals("{\"a\":1}"));
      assertThat(second.requests()).allMatch(request -> request.body().equals("{\"a\":1}"));
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /_bulk",
        "POST /bills/_bulk",
        "PUT /bills/_bulk",
        "POST /bills/_doc",
        "POST /bills/_update/1",
        "POST /bills/_update_by_query",
        "POST /_reindex",
        "PUT /bills/_create/1",
        "PUT /bills/_doc/1?op_type=create",
        "DELETE /bills/_doc/1",
        "DELETE /bills",
        "PUT /bills",
        "GET /_search/scroll",
        "POST /anything/unknown",
      })
  void shouldNotReplayWhatIsNotSafe(String line) throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce = breakingOnce(broken);
    try (ScriptedUpstream first = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream second = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river = GatewayFixture.before(first, second)) {
      String[] parts = line.split(" ", 2);

      Message response = river.exchange(withBody(parts[0], parts[1], "{\"a\":1}"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      assertThat(first.requests().size() + second.requests().size()).isEqualTo(1);
      assertThat(river.awaitEnd().attempts()).isEqualTo(1);
    }
  }

  @Test
  void shouldTryNoMoreNodesThanSet() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.start(Script.resetting());
        ScriptedUpstream second = ScriptedUpstream.start(Script.resetting());
        ScriptedUpstream third = ScriptedUpstream.start(Script.resetting());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().retry(1, REPLAYED), first, second, third)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      Ended end = river.awaitEnd();
      assertThat(end.attempts()).isEqualTo(2);
      assertThat(end.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
      assertThat(first.requests().size() + second.requests().size() + third.requests().size())
          .isEqualTo(2);
    }
  }

  @Test
  void shouldTryEachNodeBeforeAnyASecondTime() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.start(Script.resetting());
        ScriptedUpstream second = ScriptedUpstream.start(Script.resetting());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().retry(3, REPLAYED), first, second)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.status()).isEqualTo(502);
      assertThat(first.requests()).hasSize(2);
      assertThat(second.requests()).hasSize(2);
    }
  }

  @Test
  void shouldTryNoOtherNodeWhereTurnedOff() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce = breakingOnce(broken);
    try (ScriptedUpstream first = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream second = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().retry(0, REPLAYED), first, second)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.status()).isEqualTo(502);
      assertThat(river.awaitEnd().attempts()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotReplayABodyThatIsTooLongToKeep() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce = breakingOnce(broken);
    try (ScriptedUpstream first = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream second = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river =
            GatewayFixture.start(
                new FixtureSettings().retry(2, ByteSize.ofKilobytes(1)), first, second)) {

      Message response =
          river.exchange(withBody("POST", "/bills/_search", " ".repeat(2000) + "{}"));

      assertThat(response.status()).isEqualTo(502);
      assertThat(river.awaitEnd().attempts()).isEqualTo(1);
    }
  }

  @Test
  void shouldReplayAChunkedBody() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce = breakingOnce(broken);
    try (ScriptedUpstream first = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream second = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river = GatewayFixture.before(first, second)) {
      String request =
          head("POST /bills/_search HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
              + "2\r\n{}\r\n0\r\n\r\n";

      Message response = river.exchange(request);

      assertThat(response.status()).isEqualTo(200);
      assertThat(first.requests()).allMatch(seen -> seen.body().equals("{}"));
      assertThat(second.requests()).allMatch(seen -> seen.body().equals("{}"));
    }
  }

  @Test
  void shouldNotTryAnotherNodeAfterTheDeadline() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.start(Script.silent());
        ScriptedUpstream second = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(
                new FixtureSettings().deadline(Duration.ofMillis(300)), first, second)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.status()).isEqualTo(504);
      assertThat(river.awaitEnd().durationNanos()).isLessThan(2_000_000_000L);
    }
  }

  @Test
  void shouldNotReplayWhatWasAnsweredInPart() throws IOException {
    Script half =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          }
        };
    try (ScriptedUpstream first = ScriptedUpstream.start(half);
        ScriptedUpstream second = ScriptedUpstream.start(half);
        GatewayFixture river = GatewayFixture.before(first, second);
        RawClient client = river.connect()) {
      client.send(get("/bills/_search"));

      String answer = client.readUntilGone();

      assertThat(answer).endsWith("half");
      assertThat(river.awaitEnd().attempts()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotNoticeThatAnIdleConnectionWasClosedAsItWasUsed() throws IOException {
    Script closingAfterOne =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(ok("once"));
            var _ = connection.readRequest();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(closingAfterOne);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/bills/_doc/1")).readResponse();

      Message response = client.send(get("/bills/_doc/2")).readResponse();

      assertThat(response.body()).isEqualTo("once");
      assertThat(river.awaitEnds(2)).allMatch(end -> end.outcome() == Outcome.ANSWERED);
    }
  }

  @Test
  void shouldNotSendABulkAgainWhoseConnectionWasClosedAsItWasUsed() throws IOException {
    Script closingAfterOne =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(ok("once"));
            var _ = connection.readRequest();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(closingAfterOne);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(withBody("POST", "/_bulk", "{}")).readResponse();

      Message response = client.send(withBody("POST", "/_bulk", "{\"b\":2}")).readResponse();

      assertThat(response.status()).isEqualTo(502);
      assertThat(node.requests()).filteredOn(seen -> seen.body().equals("{\"b\":2}")).hasSize(1);
    }
  }

  @Test
  void shouldNotUseAConnectionAgainThatTheNodeHasClosed() throws IOException {
    Script closing =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(ok("once"));
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(closing);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(withBody("POST", "/_bulk", "{}")).readResponse();
      await().until(() -> river.endpoint(node).connections() == 0);

      Message response = client.send(withBody("POST", "/_bulk", "{}")).readResponse();

      assertThat(response.status()).isEqualTo(200);
      assertThat(river.awaitEnds(2)).allMatch(end -> end.attempts() == 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/bills/_search,2",
    "POST,/bills/_count,2",
    "GET,/bills/_doc/1,2",
    "POST,/bills/_bulk,1",
    "PUT,/bills/_doc/1,1"
  })
  void shouldAskOnceMoreWhereAReadWasAnswered500(String method, String target, int asked)
      throws IOException {
    String failed = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\n\r\nfailed";
    try (ScriptedUpstream first = ScriptedUpstream.answering(failed);
        ScriptedUpstream second = ScriptedUpstream.answering(failed);
        GatewayFixture river = GatewayFixture.before(first, second)) {

      Message response = river.exchange(withBody(method, target, "{}"));

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("failed");
      assertThat(first.requests().size() + second.requests().size()).isEqualTo(asked);
    }
  }

  @Test
  void shouldHandOnTheAnswersOfANodeThatIsUnwell() throws IOException {
    String unwell = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 6\r\n\r\nunwell";
    try (ScriptedUpstream first = ScriptedUpstream.answering(unwell);
        ScriptedUpstream second = ScriptedUpstream.answering(unwell);
        GatewayFixture river = GatewayFixture.before(first, second)) {

      Message response = river.exchange(withBody("POST", "/_bulk", "{}"));

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("unwell");
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  private static Script breakingOnce(AtomicBoolean broken) {
    return connection -> {
      Message request = connection.readRequest();
      while (request != null) {
        if (broken.compareAndSet(false, true)) {
          connection.reset();
          return;
        }
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        request = connection.readRequest();
      }
    };
  }
}
