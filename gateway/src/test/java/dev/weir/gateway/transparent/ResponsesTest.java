package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Status lines, headers and ends of answers on their way to the client. */
class ResponsesTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 ",
        "HTTP/1.1 201 Created",
        "HTTP/1.1 206 Partial Content",
        "HTTP/1.1 299 Something Of Their Own",
        "HTTP/1.1 301 Moved Permanently",
        "HTTP/1.1 400 Bad Request",
        "HTTP/1.1 404 Not Found",
        "HTTP/1.1 409 Conflict",
        "HTTP/1.1 418 I'm a teapot",
        "HTTP/1.1 429 Too Many Requests",
        "HTTP/1.1 499 Gone \u00e4\u00ff \t away",
        "HTTP/1.1 500 Internal Server Error",
        "HTTP/1.1 502 Bad Gateway",
        "HTTP/1.1 503 Service Unavailable",
        "HTTP/1.1 504 Gateway Timeout",
        "HTTP/1.1 599 Odd",
      })
  void shouldKeepTheStatusLine(String statusLine) throws IOException {
    String answer = statusLine + "\r\nContent-Length: 2\r\n\r\nno";
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.head().startLine()).isEqualTo(statusLine);
      assertThat(response.body()).isEqualTo("no");
      assertThat(river.awaitEnd().status()).isEqualTo(response.status());
    }
  }

  @Test
  void shouldTakeAStatusLineWithoutAReason() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.answering("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok");
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.head().reason()).isEmpty();
    }
  }

  @Test
  void shouldKeepOrderCaseAndRepetitionOfHeaders() throws IOException {
    List<Field> fields =
        List.of(
            new Field("x-b", "1"),
            new Field("X-elastic-product", "Elasticsearch"),
            new Field("Warning", "299 OpenSearch-3.8.0 \"this is deprecated\""),
            new Field("warning", "299 OpenSearch-3.8.0 \"so is this\""),
            new Field("X-Opaque-Id", "7"),
            new Field("content-type", "application/json; charset=UTF-8"),
            new Field("Set-Cookie", "a=b"),
            new Field("Set-Cookie", "c=d"),
            new Field("X-Empty", ""),
            new Field("X-High", "\u00e4\u00ff"),
            new Field("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
            new Field("Server", "something"),
            new Field("Retry-After", "3"));
    StringBuilder lines = new StringBuilder();
    fields.forEach(field -> lines.append(field).append("\r\n"));
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n");
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.head().endToEnd()).containsExactlyElementsOf(fields);
    }
  }

  @Test
  void shouldAddNothingToAPlainAnswer() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.head().raw())
          .isEqualToIgnoringCase("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
    }
  }

  @Test
  void shouldTakeHeadersOfTheConnectionOut() throws IOException {
    String answer =
        head(
                "HTTP/1.1 200 OK",
                "X-First: 1",
                "Connection: keep-alive, X-Mine",
                "Keep-Alive: timeout=5",
                "X-MINE: 1",
                "Proxy-Connection: keep-alive",
                "Upgrade: h2c",
                "X-Last: 2",
                "Content-Length: 2")
            + "ok";
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.head().endToEnd())
          .containsExactly(new Field("X-First", "1"), new Field("X-Last", "2"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
      })
  void shouldEndAnAnswerToHeadWithItsHead(String answer) throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(
                    request -> request.method().equals("HEAD") ? answer : ok("next")));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(HEAD + GET);

      Message head = client.readResponse("HEAD");
      Message next = client.readResponse();

      assertThat(head.head().raw()).isEqualToIgnoringCase(answer);
      assertThat(next.body()).isEqualTo("next");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\n",
      })
  void shouldEndAnAnswerWithoutABodyWithItsHead(String answer) throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(request -> request.target().equals("/") ? answer : ok("next")));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(GET + GET.replace("/ ", "/next "));

      Message empty = client.readResponse();
      Message next = client.readResponse();

      assertThat(empty.head().raw()).isEqualToIgnoringCase(answer);
      assertThat(next.body()).isEqualTo("next");
    }
  }

  @Test
  void shouldCarryABodyThatEndsWithItsConnection() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nhello ");
                    connection.send("world");
                    connection.finish();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(response.body()).isEqualTo("hello world");
      assertThat(response.header("x-a")).isEqualTo("1");
    }
  }

  @Test
  void shouldTakeAnAnswerInHttp10() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold");
                    connection.hold();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(GET);

      Message first = client.readResponse();
      Message second = client.send(GET).readResponse();

      assertThat(first.head().version()).isEqualTo("HTTP/1.1");
      assertThat(List.of(first.body(), second.body())).containsExactly("old", "old");
      assertThat(node.connections()).as("HTTP/1.0 closes after one answer").hasSize(2);
    }
  }

  @Test
  void shouldNotUseAConnectionAgainThatTheNodeCloses() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send(
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx");
                    connection.hold();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message first = client.send(GET).readResponse();
      Message second = client.send(GET).readResponse();

      assertThat(first.header("connection")).as("the client's own connection stays").isNull();
      assertThat(second.status()).isEqualTo(200);
      assertThat(node.connections()).hasSize(2);
    }
  }

  @Test
  void shouldUseAConnectionAgain() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {

      for (int i = 0; i < 20; i++) {
        assertThat(river.exchange(GET).status()).isEqualTo(200);
      }

      assertThat(node.connections()).hasSize(1);
    }
  }

  @Test
  void shouldHandOnEachPieceAsItComes() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  if (connection.readRequest() != null) {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na");
                    Latches.await(seen);
                    connection.send("b");
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(GET);
      client.readHead();

      int first = client.read();
      seen.countDown();
      int second = client.read();

      assertThat(first).isEqualTo('a');
      assertThat(second).isEqualTo('b');
    }
  }

  @Test
  void shouldHandOnALargeHead() throws IOException {
    String value = "v".repeat(40_000);
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nX-Large: " + value + "\r\nContent-Length: 0\r\n\r\n");
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(GET);

      assertThat(requireNonNull(response.header("X-Large"))).hasSize(40_000);
    }
  }
}
