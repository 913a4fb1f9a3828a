package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a client's connection lives: close, HTTP/1.0, half-close. */
class ConnectionsTest {
  private static final Script SLOW =
      Script.answering(
          request -> {
            Pause.ofMillis(200);
            return ok("late");
          });

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "keep-alive, close", "close , x-a"})
  void shouldCloseWhenAsked(String option) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(head("GET / HTTP/1.1", "Host: a", "Connection: " + option));

      Message response = client.readResponse();

      assertThat(response.body()).isEqualTo("x");
      client.assertGone();
    }
  }

  @Test
  void shouldServeOneRequestAfterAnother() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      for (int i = 0; i < 100; i++) {
        assertThat(client.send(get("/" + i)).readResponse().status()).isEqualTo(200);
      }

      assertThat(river.status().connections()).isEqualTo(1);
      assertThat(node.requests()).hasSize(100);
    }
  }

  @Test
  void shouldCloseAfterAnAnswerToHttp10() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message response = client.send("GET /old HTTP/1.0\r\n\r\n").readResponse();

      assertThat(response.body()).isEqualTo("x");
      client.assertGone();
      Message request = node.takeRequest();
      assertThat(request.head().version()).isEqualTo("HTTP/1.1");
      assertThat(request.head().all("Host")).hasSize(1);
    }
  }

  @Test
  void shouldKeepTheHostOfHttp10() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {
      river.exchange(head("GET /old HTTP/1.0", "Host: mine"));

      assertThat(node.takeRequest().header("host")).isEqualTo("mine");
    }
  }

  @Test
  void shouldKeepAConnectionOfHttp10WhenAsked() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      String request = head("GET /old HTTP/1.0", "Connection: Keep-Alive");

      Message first = client.send(request).readResponse();
      Message second = client.send(request).readResponse();

      assertThat(first.body()).isEqualTo("x");
      assertThat(second.body()).isEqualTo("x");
    }
  }

  @Test
  void shouldTakeTheChunksOutForHttp10() throws IOException {
    String answer =
        head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "X-A: 1")
            + chunk("hello ")
            + chunk("world")
            + "0\r\nX-Sum: 1\r\n\r\n";
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message response =
          client.send(head("GET /old HTTP/1.0", "Connection: keep-alive")).readResponse();

      assertThat(response.head().all("Transfer-Encoding")).isEmpty();
      assertThat(response.header("x-a")).isEqualTo("1");
      assertThat(response.body()).isEqualTo("hello world");
      client.assertGone();
    }
  }

  @Test
  void shouldCarryABodyOfHttp10() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {

      river.exchange("POST /old HTTP/1.0\r\nContent-Length: 4\r\n\r\nbody");

      assertThat(node.takeRequest().body()).isEqualTo("body");
    }
  }

  @Test
  void shouldAnswerAClientThatHasClosedItsSendingSide() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(SLOW);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/")).finishSending();

      Message response = client.readResponse();

      assertThat(response.body()).isEqualTo("late");
      client.assertGone();
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  @Test
  void shouldAnswerAClientThatHasClosedItsSendingSideAfterABody() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(SLOW);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(withBody("POST", "/_search", "{}")).finishSending();

      assertThat(client.readUntilClosed()).endsWith("late");
    }
  }

  @Test
  void shouldNotWaitForEverForAClientThatHasClosedItsSendingSide() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node);
        RawClient client = river.connect()) {
      client.send(get("/")).finishSending();

      client.assertGone();

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      assertThat(river.awaitEnd().durationNanos()).isGreaterThan(150_000_000L);
    }
  }

  @Test
  void shouldEndAtOnceWithAClosedSendingSideWhereSetSo() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ZERO), node);
        RawClient client = river.connect()) {
      client.send(get("/"));
      node.takeRequest();

      client.finishSending().assertGone();

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
  }

  @Test
  void shouldNotWaitForTheRestOfARequestWhoseClientHasClosedItsSendingSide() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(SLOW);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/") + "GET /unfin").finishSending();

      String answer = client.patience(Duration.ofSeconds(2)).readUntilGone();

      assertThat(answer).endsWith("late");
      assertThat(node.requests()).hasSize(1);
    }
  }

  @Test
  void shouldNotWaitForEverWithAPipelinedRequestOfAClientThatHasClosedItsSendingSide()
      throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    Pause.ofMillis(100);
                    connection.send(ok("first"));
                    connection.hold();
                  }
                });
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(300)), node);
        RawClient client = river.connect()) {
      client.send(get("/1") + get("/2")).finishSending();

      String answer = client.patience(Duration.ofSeconds(5)).readUntilGone();

      assertThat(answer).endsWith("first");
      assertThat(river.awaitEnds(2).getLast().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
  }

  @Test
  void shouldSendAllOfAnAnswerToAClientThatClosesItsSendingSideWhileItReads() throws IOException {
    for (int size = 100_000; size <= 6_000_000; size += 150_000) {
      try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x".repeat(size)));
          GatewayFixture river = GatewayFixture.before(node);
          RawClient client = river.connect(4096)) {
        client.send(get("/")).readHead();
        Pause.ofMillis(20);

        client.finishSending();

        assertThat(client.readUntilClosed()).hasSize(size);
      }
    }
  }

  @Test
  void shouldCloseWhenAnIdleClientCloses() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/")).readResponse();

      client.finishSending().assertGone();

      assertThat(river.awaitEnds(1)).hasSize(1);
    }
  }
}
