package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Expect: 100-continue} and every other interim answer. */
class InterimResponsesTest {
  private static final String EXPECTING =
      head("PUT /a HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 4");
  private static final Script CONTINUING =
      connection -> {
        var head = connection.readHead();
        while (head != null) {
          if (head.holds("Expect", "100-continue")) {
            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
          }
          connection.send(ok(connection.readBody(head).body()));
          head = connection.readHead();
        }
      };

  @Test
  void shouldHandTheNodesContinueOn() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(CONTINUING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(EXPECTING);

      Message interim = client.readResponse();
      Message response = client.send("body").readResponse();

      assertThat(interim.head().raw()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(response.body()).isEqualTo("body");
      assertThat(node.takeRequest().header("expect")).isEqualTo("100-continue");
    }
  }

  @Test
  void shouldServeAClientThatDoesNotWaitForTheContinue() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(CONTINUING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(EXPECTING + "body" + get("/next"));

      Message interim = client.readResponse();
      Message response = client.readResponse();
      Message next = client.readResponse();

      assertThat(interim.status()).isEqualTo(100);
      assertThat(response.body()).isEqualTo("body");
      assertThat(next.status()).isEqualTo(200);
    }
  }

  @Test
  void shouldServeAClientWhoseNodeNeverContinues() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> ok(request.body())));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message response = client.send(EXPECTING).send("body").readResponse();

      assertThat(response.body()).isEqualTo("body");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 413 Request Entity Too Large\r\ncontent-length: 2\r\n\r\nno",
      })
  void shouldHandOnAFinalAnswerInPlaceOfContinue(String answer) throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readHead() != null) {
                    connection.send(answer);
                    connection.hold();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message response = client.send(EXPECTING).readResponse();

      assertThat(response.head().startLine()).isEqualTo(answer.lines().findFirst().orElseThrow());
      assertThat(response.body()).isEqualTo("no");
    }
  }

  @Test
  void shouldNotTakeABodyThatNobodyWantedForARequest() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readHead() != null) {
                    connection.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
                    connection.hold();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      String smuggled = get("/smuggled");
      client.send(EXPECTING.replace("Length: 4", "Length: " + smuggled.length()));
      client.readResponse();

      client.send(smuggled).finishSending().readUntilGone();

      assertThat(node.heads()).extracting("target").doesNotContain("/smuggled");
    }
  }

  @Test
  void shouldSendAnUnknownExpectationOn() throws IOException {
    String answer = "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response =
          river.exchange(head("GET / HTTP/1.1", "Host: a", "Expect: the-unexpected"));

      assertThat(response.status()).isEqualTo(417);
      assertThat(node.takeRequest().header("expect")).isEqualTo("the-unexpected");
    }
  }

  @Test
  void shouldHandInterimAnswersOn() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(
                head("HTTP/1.1 102 Processing")
                    + head("HTTP/1.1 103 Early Hints", "Link: </a>; rel=preload", "Link: </b>")
                    + head("HTTP/1.1 199 Own")
                    + ok("done"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      Message processing = client.readResponse();
      Message hints = client.readResponse();
      Message own = client.readResponse();
      Message response = client.readResponse();

      assertThat(processing.head().startLine()).isEqualTo("HTTP/1.1 102 Processing");
      assertThat(hints.head().endToEnd())
          .containsExactly(new Field("Link", "</a>; rel=preload"), new Field("Link", "</b>"));
      assertThat(own.status()).isEqualTo(199);
      assertThat(response.body()).isEqualTo("done");
      assertThat(river.awaitEnd().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldKeepInterimAnswersFromAClientOfHttp10() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(head("HTTP/1.1 102 Processing") + ok("done"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message response = client.send("GET / HTTP/1.0\r\n\r\n").readResponse();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("done");
    }
  }

  @Test
  void shouldHandAnInterimAnswerOnBeforeTheFinalOneIsThere() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.1 102 Processing\r\n\r\n");
                    Latches.await(seen);
                    connection.send(ok("done"));
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));

      Message interim = client.readResponse();
      seen.countDown();
      Message response = client.readResponse();

      assertThat(interim.status()).isEqualTo(102);
      assertThat(response.body()).isEqualTo("done");
    }
  }
}
