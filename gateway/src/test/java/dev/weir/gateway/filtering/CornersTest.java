package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyNeed.Overflow;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters can do wrong, and how several of them come together: clients see sound answers. */
class CornersTest {
  static List<Map.Entry<String, String>> badFields() {
    return List.of(
        Map.entry("X-A", "a\r\nX-Injected: 1"),
        Map.entry("X-A", "a\nX-Injected: 1"),
        Map.entry("X-A", "a\u0000"),
        Map.entry("X-A: b\r\nX-Injected", "1"),
        Map.entry("", "1"),
        Map.entry("Content-Length", "5"),
        Map.entry("Transfer-Encoding", "chunked"),
        Map.entry("Connection", "upgrade"));
  }

  @ParameterizedTest
  @MethodSource("badFields")
  void shouldNotLetAReplySplitTheAnswer(Map.Entry<String, String> field) throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> Action.answer(Reply.json(200, "{}").with(field.getKey(), field.getValue())));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect().send(get("/") + get("/"))) {

      Message first = client.readResponse();
      Message second = client.readResponse();

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("X-Injected")).isNull();
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void shouldSendNoBodyWhereAReplyCannotHaveOne(int status) throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(request -> Action.answer(Reply.json(status, "{\"a\":1}")));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect().send(get("/") + get("/"))) {

      Message first = client.readResponse();
      Message second = client.readResponse();

      assertThat(List.of(first.status(), second.status())).containsExactly(status, status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void shouldPutNoBodyIntoAnAnswerThatCannotHaveOne(String status) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(head("HTTP/1.1 " + status));
        GatewayFixture river = start(node, replacing("new"));
        RawClient client = river.connect().send(get("/") + get("/"))) {

      Message first = client.readResponse();
      Message second = client.readResponse();

      assertThat(first.head().startLine()).endsWith(status);
      assertThat(second.head().startLine()).endsWith(status);
    }
  }

  @Test
  void shouldPutNoBodyIntoAnAnswerToHead() throws IOException {
    String request = head("HEAD / HTTP/1.1", "Host: a");
    try (ScriptedUpstream node =
            ScriptedUpstream.answering(head("HTTP/1.1 200 OK", "Content-Length: 5"));
        GatewayFixture river = start(node, replacing("new"));
        RawClient client = river.connect().send(request + request)) {

      Message first = client.readResponse("HEAD");
      Message second = client.readResponse("HEAD");

      assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
    }
  }

  @Test
  void shouldLeadAnAnswerOfALaterFilterThroughTransformers() throws IOException {
    BodyTransformer upper =
        (piece, last) -> {
          String text = StandardCharsets.ISO_8859_1.decode(piece.duplicate()).toString();
          return bytes(text.replace('a', 'A') + (last ? "!" : ""));
        };
    RecordingFilter transforming =
        RecordingFilter.looking((request, response) -> response.transformBody(upper))
            .needing(BodyNeed.none(), BodyNeed.streamed());
    RecordingFilter answering =
        RecordingFilter.deciding(request -> Action.answer(Reply.json(200, "banana")));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, transforming, answering)) {

      Message response = river.exchange(get("/"));

      assertThat(response.body()).isEqualTo("bAnAnA!");
    }
  }

  @Test
  void shouldHoldEachFilterToItsOwnLimit() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter large = noting(seen, BodyNeed.whole(100_000, Overflow.PASS));
    RecordingFilter small = noting(seen, BodyNeed.whole(10, Overflow.PASS));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, large, small)) {

      river.exchange(withBody("POST", "/", "x".repeat(100)));

      assertThat(seen).containsExactly("100 bytes", "too large");
      assertThat(node.takeRequest().body()).hasSize(100);
    }
  }

  @Test
  void shouldRefuseWhatIsAboveALimitThoughAnotherFilterTakesMore() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter large = noting(seen, BodyNeed.whole(100_000, Overflow.PASS));
    RecordingFilter small = noting(seen, BodyNeed.whole(10, Overflow.REFUSE));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, large, small)) {

      Message response = river.exchange(withBody("POST", "/", "x".repeat(100)));

      assertThat(response.status()).isEqualTo(413);
      assertThat(SearchError.of(response).reason()).contains("10 bytes");
      assertThat(node.received()).isEmpty();
    }
  }

  @Test
  void shouldGiveALaterFilterMoreOfABodyThanAnEarlierOneWanted() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter small = noting(seen, BodyNeed.whole(10, Overflow.PASS));
    RecordingFilter large = noting(seen, BodyNeed.whole(100_000, Overflow.PASS));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, small, large);
        RawClient client = river.connect()) {
      String request = withBody("POST", "/", "x".repeat(60_000));

      client.sendSplit(request, 30_000).readResponse();

      assertThat(seen).containsExactly("too large", "60000 bytes");
      assertThat(node.takeRequest().body()).hasSize(60_000);
    }
  }

  @Test
  void shouldNameTheHostWhateverAFilterRemoves() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> {
              request.headers().remove("Host");
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(get("/"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(node.takeRequest().head().all("Host")).hasSize(1);
    }
  }

  @Test
  void shouldNotAskAClientOfHttp10ToContinue() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, noting(seen, BodyNeed.whole(100, Overflow.REFUSE)));
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.0", "Expect: 100-continue", "Content-Length: 4"));
      Pause.ofMillis(50);

      Message response = client.send("body").readResponse();

      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void shouldReplayWhatFiltersHaveMadeOfARequest() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Script breakingOnce =
        connection -> {
          while (connection.readRequest() != null) {
            if (broken.compareAndSet(false, true)) {
              connection.reset();
              return;
            }
            connection.send(ok("node"));
          }
        };
    RecordingFilter filter =
        RecordingFilter.deciding(
                request -> {
                  request.headers().set("X-Made", "here");
                  request.setBody(bytes("{\"size\":1}"));
                  return Action.pass();
                })
            .needing(BodyNeed.whole(100, Overflow.REFUSE), BodyNeed.none());
    FixtureSettings settings = new FixtureSettings().filter(RegisteredFilters.use(filter));
    try (ScriptedUpstream one = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream other = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river = GatewayFixture.start(settings, one, other)) {

      Message response = river.exchange(withBody("POST", "/bills/_search", "{}"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(river.awaitEnd().attempts()).isEqualTo(2);
      for (ScriptedUpstream node : List.of(one, other)) {
        assertThat(node.takeRequest().body()).isEqualTo("{\"size\":1}");
        assertThat(node.heads().getFirst().first("X-Made")).isEqualTo("here");
      }
    }
  }

  private static RecordingFilter replacing(String body) {
    return RecordingFilter.looking((request, response) -> response.setBody(bytes(body)))
        .needing(BodyNeed.none(), BodyNeed.whole(1024, Overflow.PASS));
  }

  private static RecordingFilter noting(List<String> seen, BodyNeed need) {
    return RecordingFilter.deciding(
            request -> {
              ByteBuffer body = request.body();
              seen.add(body == null ? "too large" : body.remaining() + " bytes");
              return Action.pass();
            })
        .needing(need, BodyNeed.none());
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
