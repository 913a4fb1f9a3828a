package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that see a body pass, piece by piece. */
class StreamedBodiesTest {
  private static final BodyTransformer UPPER =
      (piece, last) -> {
        String text = StandardCharsets.ISO_8859_1.decode(piece.duplicate()).toString();
        return bytes(text.replace('a', 'A') + (last ? "!" : ""));
      };

  @Test
  void shouldChangeARequestsBodyAsItPasses() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(() -> UPPER))) {

      river.exchange(withBody("POST", "/a", "banana"));
      river.exchange(chunkedHead("POST", "/a") + chunk("ban") + chunk("ana") + "0\r\n\r\n");

      assertThat(node.takeRequest().body()).isEqualTo("bAnAnA!");
      assertThat(node.takeRequest().body()).isEqualTo("bAnAnA!");
    }
  }

  @Test
  void shouldChangeALargeBodyAsItPasses() throws IOException {
    String body = "banana".repeat(500_000);
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> ok(request.body())));
        GatewayFixture river = start(node, requests(() -> UPPER))) {

      Message response = river.exchange(withBody("POST", "/a", body));

      assertThat(response.body()).isEqualTo(body.replace('a', 'A') + "!");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldChangeAnAnswersBodyAsItPasses(boolean chunked) throws IOException {
    String answer =
        chunked
            ? head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                + (chunk("ban") + chunk("ana") + "0\r\nX-Sum: 1\r\n\r\n")
            : ok("banana");
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = start(node, responses(() -> UPPER));
        RawClient client = river.connect()) {

      Message first = client.send(get("/a")).readResponse();
      Message second = client.send(get("/a")).readResponse();

      assertThat(first.body()).isEqualTo("bAnAnA!");
      assertThat(second.body()).isEqualTo("bAnAnA!");
    }
  }

  @Test
  void shouldChangeTheBodyOfAnAnswerToHttp10() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("banana"));
        GatewayFixture river = start(node, responses(() -> UPPER));
        RawClient client = river.connect()) {

      Message response = client.send("GET / HTTP/1.0\r\n\r\n").readResponse();

      assertThat(response.head().all("Transfer-Encoding")).isEmpty();
      assertThat(response.body()).isEqualTo("bAnAnA!");
    }
  }

  @Test
  void shouldCarryABodyThatATransformerOnlyLooksAt() throws IOException {
    AtomicLong seen = new AtomicLong();
    AtomicInteger ends = new AtomicInteger();
    BodyTransformer counting =
        (piece, last) -> {
          seen.addAndGet(piece.remaining());
          if (last) {
            ends.incrementAndGet();
          }
          return piece;
        };
    String body = "b".repeat(1_000_000);
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> ok(request.body())));
        GatewayFixture river = start(node, requests(() -> counting))) {

      Message response = river.exchange(withBody("POST", "/a", body));

      assertThat(response.body()).isEqualTo(body);
      assertThat(seen).hasValue(1_000_000);
      assertThat(ends).as("the end is told once").hasValue(1);
    }
  }

  @Test
  void shouldDropABodyThatATransformerEmpties() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x".repeat(100_000)));
        GatewayFixture river = start(node, responses(() -> (piece, last) -> bytes("")));
        RawClient client = river.connect()) {

      Message first = client.send(get("/a")).readResponse();
      Message second = client.send(get("/a")).readResponse();

      assertThat(first.body()).isEmpty();
      assertThat(second.body()).isEmpty();
    }
  }

  @Test
  void shouldHandPiecesOnAsTheyCome() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    Script halting =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(head("HTTP/1.1 200 OK", "Content-Length: 2") + "a");
            Latches.await(seen);
            connection.send("b");
            connection.hold();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(halting);
        GatewayFixture river = start(node, responses(() -> UPPER));
        RawClient client = river.connect()) {
      client.send(get("/a")).readHead();

      StringBuilder early = new StringBuilder();
      while (early.indexOf("A") < 0) {
        early.append((char) client.read());
      }
      seen.countDown();

      assertThat(client.finishSending().readUntilGone()).contains("b").contains("!");
    }
  }

  @Test
  void shouldLetTransformersOfTwoFiltersWorkInOrder() throws IOException {
    RecordingFilter first = requests(() -> appending("1"));
    RecordingFilter second = requests(() -> appending("2"));
    RecordingFilter third = responses(() -> appending("3"));
    RecordingFilter fourth = responses(() -> appending("4"));
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> ok(request.body())));
        GatewayFixture river = start(node, first, second, third, fourth)) {

      Message response = river.exchange(withBody("POST", "/a", "0"));

      assertThat(response.body()).isEqualTo("01243");
    }
  }

  @Test
  void shouldPassABodyByATransformerThatThrows() throws IOException {
    BodyTransformer broken =
        (piece, last) -> {
          byte[] taken = new byte[piece.remaining()];
          piece.get(taken);
          throw new IllegalStateException("broken transformer");
        };
    try (ScriptedUpstream node =
            ScriptedUpstream.start(Script.answering(request -> ok(request.body())));
        GatewayFixture river = start(node, requests(() -> broken), responses(() -> broken))) {

      Message response = river.exchange(withBody("POST", "/a", "banana"));

      assertThat(response.body()).isEqualTo("banana");
      assertThat(river.status().filterFailures()).isEqualTo(2);
    }
  }

  @Test
  void shouldShowATruncatedBodyAsOneToTheClient() throws IOException {
    Script half =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(head("HTTP/1.1 200 OK", "Content-Length: 10") + "half");
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(half);
        GatewayFixture river = start(node, responses(() -> UPPER));
        RawClient client = river.connect()) {
      client.send(get("/a"));

      String answer = client.readUntilGone();

      assertThat(answer).doesNotEndWith("0\r\n\r\n");
      assertThat(river.awaitEnd().outcome()).isIn(Outcome.TRUNCATED, Outcome.UPSTREAM_FAILED);
    }
  }

  private static BodyTransformer appending(String mark) {
    return (piece, last) -> {
      String text = StandardCharsets.ISO_8859_1.decode(piece.duplicate()).toString();
      return bytes(text + (last ? mark : ""));
    };
  }

  private static RecordingFilter requests(Supplier<BodyTransformer> transformer) {
    return RecordingFilter.deciding(
            request -> {
              request.transformBody(transformer.get());
              return Action.pass();
            })
        .needing(BodyNeed.streamed(), BodyNeed.none());
  }

  private static RecordingFilter responses(Supplier<BodyTransformer> transformer) {
    return RecordingFilter.looking((request, response) -> response.transformBody(transformer.get()))
        .needing(BodyNeed.none(), BodyNeed.streamed());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static GatewayFixture start(ScriptedUpstream node, RecordingFilter... filters) {
    FixtureSettings settings = new FixtureSettings();
    for (RecordingFilter filter : filters) {
      settings.filter(RegisteredFilters.use(filter));
    }
    return GatewayFixture.start(settings, node);
  }
}
