package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages torn apart at every byte: where segments end means nothing. */
class SplitsTest {
  private static final String LENGTH_REQUEST =
      head("POST /a?b=c HTTP/1.1", "Host: a", "X-A:  1 ", "Content-Length: 4") + "body";
  private static final String CHUNKED_REQUEST =
      chunkedHead("POST", "/a") + "2;x=y\r\nbo\r\n02\r\ndy\r\n0\r\nX-Sum: 1\r\n\r\n";
  private static final String LENGTH_ANSWER =
      head("HTTP/1.1 201 Created", "X-A: 1", "Content-Length: 4") + "body";
  private static final String CHUNKED_ANSWER =
      head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
          + "2;x=y\r\nbo\r\n02\r\ndy\r\n0\r\nX-Sum: 1\r\n\r\n";
  private static final String INTERIM_ANSWER =
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + LENGTH_ANSWER;

  @Test
  void shouldTakeARequestSplitAnywhere() throws IOException {
    assertSplitRequests(LENGTH_REQUEST);
  }

  @Test
  void shouldTakeAChunkedRequestSplitAnywhere() throws IOException {
    assertSplitRequests(CHUNKED_REQUEST);
  }

  @Test
  void shouldTakeARequestByteByByte() throws IOException {
    assertDrippedRequest(LENGTH_REQUEST);
  }

  @Test
  void shouldTakeAChunkedRequestByteByByte() throws IOException {
    assertDrippedRequest(CHUNKED_REQUEST);
  }

  @Test
  void shouldTakeAnAnswerSplitAnywhere() throws IOException {
    assertSplitAnswers(LENGTH_ANSWER);
  }

  @Test
  void shouldTakeAChunkedAnswerSplitAnywhere() throws IOException {
    assertSplitAnswers(CHUNKED_ANSWER);
  }

  @Test
  void shouldTakeAnInterimAnswerSplitAnywhere() throws IOException {
    assertSplitAnswers(INTERIM_ANSWER);
  }

  @Test
  void shouldTakeAnAnswerByteByByte() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  while (connection.readRequest() != null) {
                    connection.sendSlowly(CHUNKED_ANSWER, Duration.ofMillis(1));
                  }
                });
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(LENGTH_REQUEST);

      assertThat(response.body()).isEqualTo("body");
      assertThat(response.trailers()).containsExactly(new Field("X-Sum", "1"));
    }
  }

  @Test
  void shouldTakePipelinedRequestsSplitAnywhere() throws IOException {
    String requests = LENGTH_REQUEST + CHUNKED_REQUEST;
    try (ScriptedUpstream node = ScriptedUpstream.answering(LENGTH_ANSWER);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      for (int at = 1; at < requests.length(); at++) {
        client.sendSplit(requests, at);
        assertThat(client.readResponse().body()).as("first, split at " + at).isEqualTo("body");
        assertThat(client.readResponse().body()).as("second, split at " + at).isEqualTo("body");
      }

      assertThat(node.requests()).allMatch(request -> request.body().equals("body"));
    }
  }

  private static void assertSplitRequests(String request) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(LENGTH_ANSWER);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      for (int at = 1; at < request.length(); at++) {
        client.sendSplit(request, at);
        assertThat(client.readResponse().status()).as("split at " + at).isEqualTo(201);
        Message seen = node.takeRequest();
        assertThat(seen.body()).as("split at " + at).isEqualTo("body");
        assertThat(seen.head().startLine()).as("split at " + at).startsWith("POST /a");
      }
    }
  }

  private static void assertDrippedRequest(String request) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(LENGTH_ANSWER);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.sendSlowly(request, Duration.ofMillis(1));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(201);
      assertThat(node.takeRequest().body()).isEqualTo("body");
    }
  }

  private static void assertSplitAnswers(String answer) throws IOException {
    AtomicInteger at = new AtomicInteger(1);
    Script splitting =
        connection -> {
          while (connection.readRequest() != null) {
            connection.send(answer.substring(0, at.get()));
            Pause.of(Duration.ofNanos(300_000));
            connection.send(answer.substring(at.get()));
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(splitting);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      for (; at.get() < answer.length(); at.incrementAndGet()) {
        Message response = client.send(LENGTH_REQUEST).readResponse();
        if (response.status() == 103) {
          response = client.readResponse();
        }
        assertThat(response.body()).as("split at " + at).isEqualTo("body");
      }
    }
  }
}
