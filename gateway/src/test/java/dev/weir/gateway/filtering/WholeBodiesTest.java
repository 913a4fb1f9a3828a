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
import dev.weir.gateway.filter.BodyNeed.Overflow;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that want a body whole, and put another in its place. */
class WholeBodiesTest {
  private static final int LIMIT = 1024;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024})
  void shouldShowAWholeBody(int length) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    String body = "b".repeat(length);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)))) {

      Message response = river.exchange(withBody("POST", "/a", body));

      assertThat(response.status()).isEqualTo(200);
      assertThat(seen).containsExactly(body);
      Message request = node.takeRequest();
      assertThat(request.body()).isEqualTo(body);
      assertThat(request.header("content-length")).isEqualTo(String.valueOf(length));
    }
  }

  @Test
  void shouldShowThatThereIsNoBody() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)))) {

      river.exchange(get("/a"));

      assertThat(seen).containsExactly("");
      assertThat(node.takeRequest().head().all("content-length")).isEmpty();
    }
  }

  @Test
  void shouldShowAChunkedBodyWhole() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)));
        RawClient client = river.connect()) {
      client.send(chunkedHead("POST", "/a") + chunk("ab"));
      client.send(chunk("cde") + "0\r\nX-Sum: 1\r\n\r\n");

      client.readResponse();

      assertThat(seen).containsExactly("abcde");
      assertThat(node.takeRequest().body()).isEqualTo("abcde");
    }
  }

  @Test
  void shouldShowAWholeBodyThatCameByteByByte() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)));
        RawClient client = river.connect()) {
      client.sendSlowly(withBody("POST", "/a", "slowly"), Duration.ofMillis(1));

      client.readResponse();

      assertThat(seen).containsExactly("slowly");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldPassABodyAboveTheLimitOnUnseen(boolean chunked) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    String body = "b".repeat(300_000);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.PASS, noting(seen)))) {

      Message response =
          river.exchange(
              chunked
                  ? chunkedHead("POST", "/a") + chunk(body) + "0\r\n\r\n"
                  : withBody("POST", "/a", body));

      assertThat(response.status()).isEqualTo(200);
      assertThat(seen).containsExactly("null");
      assertThat(node.takeRequest().body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldRefuseABodyAboveTheLimit(boolean chunked) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    String body = "b".repeat(LIMIT + 1);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)))) {

      Message response =
          river.exchange(
              chunked
                  ? chunkedHead("POST", "/a") + chunk(body) + "0\r\n\r\n"
                  : withBody("POST", "/a", body));

      assertThat(SearchError.of(response).status()).isEqualTo(413);
      assertThat(seen).isEmpty();
      assertThat(node.received()).isEmpty();
      assertThat(river.awaitEnd().outcome()).isIn(Outcome.REFUSED, Outcome.INVALID);
    }
  }

  @Test
  void shouldAskTheClientForABodyThatAFilterWants() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, requests(Overflow.REFUSE, noting(seen)));
        RawClient client = river.connect()) {
      client.send(head("POST /a HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 4"));

      Message interim = client.readResponse();
      Message response = client.send("body").readResponse();

      assertThat(interim.status()).isEqualTo(100);
      assertThat(response.status()).isEqualTo(200);
      assertThat(node.takeRequest().body()).isEqualTo("body");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n", "a new body that is longer than the one before"})
  void shouldPutAnotherBodyInPlaceOfARequests(String replacement) throws IOException {
    RecordingFilter filter =
        requests(
            Overflow.REFUSE,
            request -> {
              request.setBody(bytes(replacement));
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {

      river.exchange(withBody("POST", "/a", "before"));
      river.exchange(chunkedHead("POST", "/a") + chunk("before") + "0\r\nX: y\r\n\r\n");

      assertThat(node.takeRequest().body()).isEqualTo(replacement);
      assertThat(node.takeRequest().body()).isEqualTo(replacement);
    }
  }

  @Test
  void shouldGiveABodyToARequestWithoutOne() throws IOException {
    RecordingFilter filter =
        requests(
            Overflow.REFUSE,
            request -> {
              request.setBody(bytes("new"));
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {

      river.exchange(get("/a"));

      assertThat(node.takeRequest().body()).isEqualTo("new");
    }
  }

  @Test
  void shouldShowALaterFilterTheBodyOfAnEarlierOne() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter replacing =
        requests(
            Overflow.REFUSE,
            request -> {
              request.setBody(bytes("replaced"));
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, replacing, requests(Overflow.REFUSE, noting(seen)))) {

      river.exchange(withBody("POST", "/a", "before"));

      assertThat(seen).containsExactly("replaced");
      assertThat(node.takeRequest().body()).isEqualTo("replaced");
    }
  }

  @Test
  void shouldKeepTheBodyWhileADecisionIsAwaited() throws IOException {
    RecordingFilter filter =
        requests(
            Overflow.REFUSE,
            request ->
                Action.await(
                    CompletableFuture.supplyAsync(
                        () -> {
                          Pause.ofMillis(50);
                          return Action.pass();
                        })));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {

      river.exchange(withBody("POST", "/a", "kept"));

      assertThat(node.takeRequest().body()).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowAWholeAnswer(Framing framing) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.start(framing.script("answer"));
        GatewayFixture river = start(node, responses(text -> note(seen, text)))) {

      Message response = river.exchange(get("/a"));

      assertThat(seen).containsExactly("answer");
      assertThat(response.body()).isEqualTo("answer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPutAnotherBodyInPlaceOfAnAnswers(Framing framing) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(framing.script("answer"));
        GatewayFixture river = start(node, responses(text -> text + " and more"));
        RawClient client = river.connect()) {

      Message response = client.send(get("/a")).readResponse();

      assertThat(response.body()).isEqualTo("answer and more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassAnAnswerAboveTheLimitOnUnseen(Framing framing) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    String body = "b".repeat(300_000);
    try (ScriptedUpstream node = ScriptedUpstream.start(framing.script(body));
        GatewayFixture river = start(node, responses(text -> note(seen, text)))) {

      Message response = river.exchange(get("/a"));

      assertThat(seen).containsExactly("null");
      assertThat(response.body()).isEqualTo(body);
    }
  }

  @Test
  void shouldLeaveAnAnswerToHeadWithoutABody() throws IOException {
    String answer = head("HTTP/1.1 200 OK", "Content-Length: 6");
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = start(node, responses(text -> text));
        RawClient client = river.connect()) {
      client.send(head("HEAD /a HTTP/1.1", "Host: a") + head("HEAD /b HTTP/1.1", "Host: a"));

      Message first = client.readResponse("HEAD");
      Message second = client.readResponse("HEAD");

      assertThat(first.header("content-length")).isEqualTo("6");
      assertThat(second.header("content-length")).isEqualTo("6");
    }
  }

  @Test
  void shouldCutOrRefuseAnAnswerThatBreaksOffBeforeAFilterHasSeenIt() throws IOException {
    Script half =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(head("HTTP/1.1 200 OK", "Content-Length: 10") + "half");
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(half);
        GatewayFixture river = start(node, responses(text -> text));
        RawClient client = river.connect()) {
      client.send(get("/a"));

      String answer = client.finishSending().readUntilGone();

      assertThat(answer)
          .doesNotContain("half")
          .satisfiesAnyOf(
              text -> assertThat(text).isEmpty(),
              text -> assertThat(text).startsWith("HTTP/1.1 502"));
    }
  }

  /** How a node tells where its answer ends. */
  enum Framing {
    LENGTH,
    CHUNKED,
    CLOSE;

    Script script(String body) {
      return connection -> {
        while (connection.readRequest() != null) {
          switch (this) {
            case LENGTH -> connection.send(ok(body));
            case CHUNKED ->
                connection.send(
                    head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                        + chunk(body)
                        + "0\r\n\r\n");
            case CLOSE -> {
              connection.send("HTTP/1.1 200 OK\r\n\r\n" + body);
              connection.finish();
            }
          }
        }
      };
    }
  }

  private static RecordingFilter requests(Overflow overflow, Function<Request, Action> decision) {
    return RecordingFilter.deciding(decision)
        .needing(BodyNeed.whole(LIMIT, overflow), BodyNeed.none());
  }

  private static Function<Request, Action> noting(List<String> seen) {
    return request -> {
      seen.add(text(request.body()));
      return Action.pass();
    };
  }

  private static RecordingFilter responses(UnaryOperator<String> change) {
    return RecordingFilter.looking(
            (request, response) -> {
              String before = text(response.body());
              String after = change.apply(before);
              if (!after.equals(before)) {
                response.setBody(bytes(after));
              }
            })
        .needing(BodyNeed.none(), BodyNeed.whole(LIMIT, Overflow.PASS));
  }

  private static String note(List<String> seen, String text) {
    seen.add(text);
    return text;
  }

  private static String text(@Nullable ByteBuffer body) {
    if (body == null) {
      return "null";
    }
    assertThat(body.isReadOnly()).isTrue();
    return StandardCharsets.ISO_8859_1.decode(body.duplicate()).toString();
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
