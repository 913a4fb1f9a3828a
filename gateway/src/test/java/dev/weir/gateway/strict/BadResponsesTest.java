package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ByteSize;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node sends and is no answer becomes a 502, or a cut, and its connection goes. */
class BadResponsesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 O\u0000K\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: a\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\u0000\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void shouldAnswerInPlaceOfANodeThatSendsNoAnswer(String answer) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
      assertThat(end.status()).isEqualTo(502);
      river.awaitQuiet();
      assertThat(river.endpoint(node).connections()).isZero();
    }
  }

  @Test
  void shouldNotTakeAHeadWithoutEnd() throws IOException {
    String head = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(500_000);
    try (ScriptedUpstream node = ScriptedUpstream.answering(head);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxHead(ByteSize.ofKilobytes(64)), node)) {

      Message response = river.exchange(get("/"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nab\r\n0\r\n\r\n",
        "2\r\nabc\r\n0\r\n\r\n",
        "2\nab\r\n0\r\n\r\n",
        "2\r\nab\n0\r\n\r\n",
        "2\r\nab\r\n0\r\n\n",
        "2\r\nab\r\n0\r\nX\r\n\r\n",
        "fffffffffffffffff\r\nab\r\n0\r\n\r\n",
      })
  void shouldCutAnAnswerWithBadChunks(String chunks) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (ScriptedUpstream node = ScriptedUpstream.answering(head + chunks);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      String answer = client.readUntilGone();

      if (answer.startsWith("HTTP/1.1 502")) {
        assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
      } else {
        assertThat(answer).as("no clean end").doesNotEndWith("0\r\n\r\n");
        assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.TRUNCATED);
      }
      river.awaitQuiet();
      assertThat(river.endpoint(node).connections()).isZero();
    }
  }

  @Test
  void shouldNotGiveOneClientWhatANodeSaysAfterAnothersAnswer() throws IOException {
    Script splitting =
        Script.answering(
            request ->
                request.target().equals("/first")
                    ? ok("first") + "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled"
                    : ok("second"));
    try (ScriptedUpstream node = ScriptedUpstream.start(splitting);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message first = client.send(get("/first")).readResponse();
      Message second = client.send(get("/second")).readResponse();

      assertThat(first.body()).isEqualTo("first");
      assertThat(second.body()).isEqualTo("second");
      assertThat(node.connections()).hasSize(2);
    }
  }

  @Test
  void shouldDropAConnectionOnWhichANodeSpeaksUnasked() throws IOException {
    Script unasked =
        connection -> {
          while (connection.readRequest() != null) {
            connection.send(ok("asked"));
            Pause.ofMillis(50);
            connection.send(ok("unasked"));
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(unasked);
        GatewayFixture river = GatewayFixture.before(node)) {
      river.exchange(get("/first"));
      await().until(() -> river.endpoint(node).connections() == 0);

      Message second = river.exchange(get("/second"));

      assertThat(second.body()).isEqualTo("asked");
    }
  }

  @Test
  void shouldNotLetAHeadAnswerWithABodySpillIntoTheNext() throws IOException {
    Script chatty =
        Script.answering(
            request ->
                request.method().equals("HEAD")
                    ? head("HTTP/1.1 200 OK", "Content-Length: 39") + ok("x")
                    : ok("next"));
    try (ScriptedUpstream node = ScriptedUpstream.start(chatty);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readResponse("HEAD");

      Message next = client.send(get("/next")).readResponse();

      assertThat(next.body()).isEqualTo("next");
    }
  }

  @Test
  void shouldShowATruncatedAnswerAsOne() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                  }
                });
        GatewayFixture river = GatewayFixture.before(node)) {

      assertThatThrownBy(() -> river.exchange(get("/"))).isInstanceOf(IOException.class);
    }
  }
}
