package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies both ways, by length and in chunks; the node answers with the body it was sent. */
class BodiesTest {
  private static final ScriptedUpstream NODE =
      ScriptedUpstream.start(Script.answering(BodiesTest::echo));
  private static final GatewayFixture RIVER =
      GatewayFixture.start(new FixtureSettings().eventLoops(2), NODE);

  @BeforeAll
  static void start() {
    assertThat(RIVER.status().exchanges()).isZero();
  }

  @AfterAll
  static void stop() {
    RIVER.close();
    NODE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1023, 1024, 8191, 65_536, 200_000, 3_000_000})
  void shouldCarryABodyOfKnownLength(int length) throws IOException {
    String body = noise(length);

    Message response = RIVER.exchange(withBody("POST", "/length", body));

    assertThat(NODE.takeRequest().body()).isEqualTo(body);
    assertThat(response.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 1023, 65_536, 200_000})
  void shouldCarryAChunkedBody(int chunkLength) throws IOException {
    String body = noise(chunkLength * 3 + 1);
    StringBuilder request = new StringBuilder(chunkedHead("POST", "/chunked"));
    for (int at = 0; at < body.length(); at += chunkLength) {
      request.append(chunk(body.substring(at, Math.min(body.length(), at + chunkLength))));
    }
    request.append("0\r\n\r\n");

    Message response = RIVER.exchange(request.toString());

    assertThat(NODE.takeRequest().body()).isEqualTo(body);
    assertThat(response.head().chunked()).isTrue();
    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void shouldCarryAnEmptyChunkedBody() throws IOException {
    Message response = RIVER.exchange(chunkedHead("POST", "/chunked") + "0\r\n\r\n");

    assertThat(NODE.takeRequest().body()).isEmpty();
    assertThat(response.body()).isEmpty();
  }

  @Test
  void shouldTakeChunkExtensionsAndLeadingZeros() throws IOException {
    RIVER.exchange(
        chunkedHead("POST", "/chunked")
            + "0003;a=b;c=\"d e\"\r\nabc\r\n1;x\r\nd\r\n000;last\r\n\r\n");

    assertThat(NODE.takeRequest().body()).isEqualTo("abcd");
  }

  @Test
  void shouldTakeChunkSizesInEitherCase() throws IOException {
    RIVER.exchange(
        chunkedHead("POST", "/chunked")
            + ("a\r\n" + "x".repeat(10) + "\r\n")
            + ("B\r\n" + "y".repeat(11) + "\r\n0\r\n\r\n"));

    assertThat(NODE.takeRequest().body()).isEqualTo("x".repeat(10) + "y".repeat(11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: Chunked", "transfer-encoding:CHUNKED  "})
  void shouldKnowChunkedInAnyCase(String field) throws IOException {
    RIVER.exchange(head("POST /chunked HTTP/1.1", "Host: a", field) + "1\r\na\r\n0\r\n\r\n");

    assertThat(NODE.takeRequest().body()).isEqualTo("a");
  }

  @Test
  void shouldKeepTrailersOfARequest() throws IOException {
    RIVER.exchange(
        head("POST /chunked HTTP/1.1", "Host: a", "Trailer: X-Sum", "Transfer-Encoding: chunked")
            + "1\r\na\r\n0\r\nX-Sum: 1\r\nx-sum:  2 \r\n\r\n");

    Message request = NODE.takeRequest();
    assertThat(request.header("trailer")).isEqualTo("X-Sum");
    assertThat(request.trailers())
        .containsExactly(new Field("X-Sum", "1"), new Field("x-sum", "2"));
  }

  @Test
  void shouldKeepTrailersOfAnAnswer() throws IOException {
    String answer =
        head("HTTP/1.1 200 OK", "Trailer: X-Sum", "Transfer-Encoding: chunked")
            + "1\r\na\r\n0\r\nX-Sum: \u00e4\r\nX-More: 2\r\n\r\n";
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/"));

      assertThat(response.trailers())
          .containsExactly(new Field("X-Sum", "\u00e4"), new Field("X-More", "2"));
      assertThat(response.header("trailer")).isEqualTo("X-Sum");
    }
  }

  @Test
  void shouldTakeAChunkedAnswerOfOddShape() throws IOException {
    String answer =
        head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            + "01;q=\"1\"\r\na\r\n"
            + ("A\r\n" + "x".repeat(10) + "\r\n00\r\n\r\n");
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      Message first = client.send(get("/")).readResponse();
      Message second = client.send(get("/")).readResponse();

      assertThat(first.body()).isEqualTo("axxxxxxxxxx");
      assertThat(second.body()).isEqualTo("axxxxxxxxxx");
    }
  }

  @Test
  void shouldLeaveGzipAlone() throws IOException {
    String zipped = gzip("{\"index\":{}}\n{\"a\":1}\n".repeat(1000));

    Message response =
        RIVER.exchange(
            head(
                    "POST /length HTTP/1.1",
                    "Host: a",
                    "Content-Encoding: gzip",
                    "Accept-Encoding: gzip, deflate",
                    "Content-Length: " + zipped.length())
                + zipped);

    Message request = NODE.takeRequest();
    assertThat(request.body()).isEqualTo(zipped);
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    assertThat(request.header("accept-encoding")).isEqualTo("gzip, deflate");
    assertThat(response.body()).isEqualTo(zipped);
    assertThat(response.header("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void shouldCountBytesOfBodies() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("y".repeat(70_000)));
        GatewayFixture river = GatewayFixture.before(node)) {
      river.exchange(withBody("POST", "/", "x".repeat(50_000)));

      Ended end = river.awaitEnd();

      assertThat(end.requestBytes()).isEqualTo(50_000);
      assertThat(end.responseBytes()).isEqualTo(70_000);
    }
  }

  @Test
  void shouldAnswerBeforeTheBodyIsWhole() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  var head = connection.readHead();
                  if (head != null) {
                    connection.send(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"));
                    int first = connection.read();
                    connection.send(chunk(String.valueOf((char) first)));
                    int second = connection.read();
                    connection.send(chunk(String.valueOf((char) second)) + "0\r\n\r\n");
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 2") + "a");
      var head = client.readHead();

      client.send("b");

      ByteArrayOutputStream body = new ByteArrayOutputStream();
      client.copyBody(head, body);
      assertThat(body.toString(StandardCharsets.ISO_8859_1)).isEqualTo("ab");
    }
  }

  private static String echo(Message request) {
    String encoding = request.header("content-encoding");
    String more = encoding == null ? "" : "Content-Encoding: " + encoding + "\r\n";
    if (!request.target().equals("/chunked")) {
      return "HTTP/1.1 200 OK\r\n"
          + more
          + ("Content-Length: " + request.body().length() + "\r\n\r\n")
          + request.body();
    }
    String chunks = request.body().isEmpty() ? "" : chunk(request.body());
    return "HTTP/1.1 200 OK\r\n"
        + more
        + "Transfer-Encoding: chunked\r\n\r\n"
        + chunks
        + "0\r\n\r\n";
  }

  private static String noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
