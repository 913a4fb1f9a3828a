package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pass, answer, refuse, await: and what becomes of filters that fail. */
class DecisionsTest {
  @Test
  void shouldPassARequestOn() throws IOException {
    RecordingFilter filter = RecordingFilter.deciding(request -> Action.pass());
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(withBody("POST", "/a", "body"));

      assertThat(response.body()).isEqualTo("node");
      assertThat(node.takeRequest().body()).isEqualTo("body");
      await().until(() -> filter.ends().equals(List.of(Outcome.ANSWERED)));
    }
  }

  @Test
  void shouldAnswerInPlaceOfTheNode() throws IOException {
    Reply reply = Reply.json(203, "{\"here\":true}").with("X-From", "filter");
    RecordingFilter filter = RecordingFilter.deciding(request -> Action.answer(reply));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {

      Message first = client.send(get("/a")).readResponse();
      Message second = client.send(withBody("POST", "/b", "unread")).readResponse();

      assertThat(first.status()).isEqualTo(203);
      assertThat(first.body()).isEqualTo("{\"here\":true}");
      assertThat(first.header("content-length")).isEqualTo("13");
      assertThat(first.header("x-from")).isEqualTo("filter");
      assertThat(second.status()).isEqualTo(203);
      assertThat(node.received()).isEmpty();
      assertThat(river.awaitEnds(2)).allMatch(end -> end.outcome() == Outcome.ANSWERED_HERE);
      assertThat(river.awaitEnds(2)).allMatch(end -> end.attempts() == 0);
    }
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(request -> Action.answer(Reply.json(200, "{}")));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {
      client.send(head("HEAD / HTTP/1.1", "Host: a") + get("/"));

      Message first = client.readResponse("HEAD");
      Message second = client.readResponse();

      assertThat(first.header("content-length")).isEqualTo("2");
      assertThat(second.body()).isEqualTo("{}");
    }
  }

  @Test
  void shouldRefuseWithTheReason() throws IOException {
    Refusal refusal =
        Refusal.of(429, "rate_limit_exceeded_exception", "12 requests/s, limit 10 \"x\"\n\u00e4")
            .withRetryAfter(Duration.ofMillis(1500))
            .withDetail("rule", "tenant-rate")
            .withDetail("limit", "10");
    RecordingFilter filter = RecordingFilter.deciding(request -> Action.refuse(refusal));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {

      Message response = client.send(get("/a")).readResponse();
      Message next = client.send(get("/a")).readResponse();

      SearchError error = SearchError.of(response);
      assertThat(error.status()).isEqualTo(429);
      assertThat(error.type()).isEqualTo("rate_limit_exceeded_exception");
      assertThat(error.reason()).isEqualTo("12 requests/s, limit 10 \"x\"\n\u00e4");
      assertThat(error.facts()).containsEntry("rule", "tenant-rate").containsEntry("limit", "10");
      assertThat(response.header("retry-after")).isEqualTo("2");
      assertThat(next.status()).as("a refusal does not cost the connection").isEqualTo(429);
      assertThat(node.received()).isEmpty();
      assertThat(river.awaitEnds(2)).allMatch(end -> end.outcome() == Outcome.REFUSED);
    }
  }

  @Test
  void shouldRefuseAnUploadWithoutTakingItForRequests() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> Action.refuse(Refusal.of(403, "forbidden_exception", "not today")));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("node"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {
      client.send(withBody("POST", "/_bulk", get("/smuggled")) + get("/next"));

      client.finishSending();
      String answers = client.readUntilGone();

      assertThat(answers).startsWith("HTTP/1.1 403");
      assertThat(river.ends()).extracting("target").doesNotContain("/smuggled");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "answer", "refuse"})
  void shouldAwaitADecisionOfAnotherThread(String decision) throws IOException {
    Action action =
        switch (decision) {
          case "answer" -> Action.answer(Reply.json(200, "answer"));
          case "refuse" -> Action.refuse(Refusal.of(403, "forbidden_exception", "no"));
          default -> Action.pass();
        };
    RecordingFilter filter =
        RecordingFilter.deciding(
            request ->
                Action.await(
                    CompletableFuture.supplyAsync(
                        () -> {
                          Pause.ofMillis(50);
                          return action;
                        },
                        ForkJoinPool.commonPool())));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(withBody("POST", "/a", "x".repeat(200_000)));

      assertThat(response.status()).isEqualTo(decision.equals("refuse") ? 403 : 200);
      if (decision.equals("pass")) {
        assertThat(node.takeRequest().body()).hasSize(200_000);
      }
    }
  }

  @Test
  void shouldAwaitADecisionThatIsThereAlready() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> Action.await(CompletableFuture.completedFuture(Action.pass())));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(get("/a"));

      assertThat(response.body()).isEqualTo("pass");
    }
  }

  @Test
  void shouldPassOnWhenADecisionFails() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request ->
                Action.await(
                    CompletableFuture.failedFuture(new IllegalStateException("helper is away"))));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(get("/a"));

      assertThat(response.body()).isEqualTo("pass");
      assertThat(river.status().filterFailures()).isEqualTo(1);
    }
  }

  @Test
  void shouldEndAnExchangeWhoseClientLeavesBeforeTheDecision() throws IOException {
    CompletableFuture<Action> never = new CompletableFuture<>();
    RecordingFilter filter = RecordingFilter.deciding(request -> Action.await(never));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {
      client.send(withBody("POST", "/a", "body"));
      await().until(() -> river.status().exchanges() == 1);

      client.reset();

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      assertThat(filter.ends()).containsExactly(Outcome.CLIENT_GONE);
      never.complete(Action.pass());
      river.awaitQuiet();
      assertThat(node.received()).isEmpty();
    }
  }

  @Test
  void shouldGoOnAsIfAFilterThatThrowsHadPassed() throws IOException {
    RecordingFilter broken =
        RecordingFilter.deciding(
            request -> {
              throw new IllegalStateException("broken filter");
            });
    RecordingFilter next = RecordingFilter.deciding(request -> Action.pass());
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, broken, next)) {

      Message response = river.exchange(get("/a"));

      assertThat(response.body()).isEqualTo("pass");
      assertThat(river.status().filterFailures()).isEqualTo(1);
      await().until(() -> next.ends().size() == 1);
      assertThat(broken.ends()).hasSize(1);
    }
  }

  @Test
  void shouldGoOnWhenAFilterThrowsAtTheResponse() throws IOException {
    RecordingFilter broken =
        RecordingFilter.looking(
            (request, response) -> {
              throw new IllegalStateException("broken filter");
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("pass"));
        GatewayFixture river = start(node, broken)) {

      Message response = river.exchange(get("/a"));

      assertThat(response.body()).isEqualTo("pass");
      assertThat(river.status().filterFailures()).isEqualTo(1);
    }
  }

  @Test
  void shouldAskFiltersInOrderAndShowThemResponsesInReverse() throws IOException {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            start(node, noting("1", calls), noting("2", calls), noting("3", calls))) {

      river.exchange(get("/a"));

      assertThat(calls).containsExactly(">1", ">2", ">3", "<3", "<2", "<1");
    }
  }

  @Test
  void shouldShowFiltersAnAnswerOfALaterOne() throws IOException {
    List<String> calls = new CopyOnWriteArrayList<>();
    RecordingFilter answering =
        RecordingFilter.deciding(request -> Action.answer(Reply.json(200, "{}")));
    RecordingFilter after = noting("after", calls);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, noting("before", calls), answering, after)) {

      river.exchange(get("/a"));

      assertThat(calls).containsExactly(">before", "<before");
      assertThat(after.ends()).as("it was never asked").isEmpty();
    }
  }

  @Test
  void shouldKeepAttributesForTheExchange() throws IOException {
    AttributeKey<String> key = new AttributeKey<>("tenant", String.class);
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter first =
        RecordingFilter.deciding(
            request -> {
              seen.add(String.valueOf(request.attribute(key)));
              request.setAttribute(key, request.target());
              return Action.pass();
            });
    RecordingFilter second =
        RecordingFilter.looking(
            (request, response) -> seen.add(String.valueOf(request.attribute(key))));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, first, second);
        RawClient client = river.connect()) {

      client.send(get("/1") + get("/2"));
      client.readResponse();
      client.readResponse();

      assertThat(seen).containsExactly("null", "/1", "null", "/2");
    }
  }

  @Test
  void shouldShowAFilterTheRequest() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    Function<Request, Action> note =
        request -> {
          seen.add(request.method());
          seen.add(request.target());
          seen.add(request.path());
          seen.add(String.valueOf(request.query()));
          seen.add(String.valueOf(request.headers().get("X-A")));
          seen.add(String.valueOf(request.headers().all("x-a")));
          seen.add(String.valueOf(request.headers().get("absent")));
          seen.add(String.valueOf(request.client().getAddress().isLoopbackAddress()));
          seen.add(request.operation().name());
          return Action.pass();
        };
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, RecordingFilter.deciding(note))) {

      river.exchange(head("POST /bills/_search?a=%20 HTTP/1.1", "Host: a", "x-A:  1 ", "X-a: 2"));

      assertThat(seen)
          .containsExactly(
              "POST",
              "/bills/_search?a=%20",
              "/bills/_search",
              "a=%20",
              "1",
              "[1, 2]",
              "null",
              "true",
              Operation.SEARCH.name());
    }
  }

  @Test
  void shouldNotAskFiltersAboutWhatIsNoRequest() throws IOException {
    RecordingFilter filter = RecordingFilter.deciding(request -> Action.pass());
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter);
        RawClient client = river.connect()) {

      client.send("NO\r\n\r\n").readResponse();

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.INVALID);
      assertThat(filter.ends()).isEmpty();
    }
  }

  @Test
  void shouldTellAFilterOnceWhenTheRequestIsReplayed() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(request -> Action.pass())
            .needing(BodyNeed.none(), BodyNeed.none());
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(
                new FixtureSettings()
                    .node(ScriptedUpstream.refusing())
                    .filter(RegisteredFilters.use(filter)),
                node)) {
      river.exchange(get("/bills/_search"));
      river.exchange(get("/bills/_search"));

      river.awaitEnds(2);

      assertThat(filter.ends()).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED);
    }
  }

  private static RecordingFilter noting(String name, List<String> calls) {
    Function<Request, Action> note =
        request -> {
          calls.add(">" + name);
          return Action.pass();
        };
    return RecordingFilter.deciding(note).lookingToo((request, response) -> calls.add("<" + name));
  }

  private static GatewayFixture start(ScriptedUpstream node, RecordingFilter... filters) {
    FixtureSettings settings = new FixtureSettings();
    for (RecordingFilter filter : filters) {
      settings.filter(RegisteredFilters.use(filter));
    }
    return GatewayFixture.start(settings, node);
  }
}
