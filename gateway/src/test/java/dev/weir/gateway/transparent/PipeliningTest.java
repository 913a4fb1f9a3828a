package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests sent before the answers to earlier ones have come. */
class PipeliningTest {
  private static final Script TELLING =
      Script.answering(request -> ok(request.target() + request.body()));

  @Test
  void shouldAnswerInOrder() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        requests.append(get("/" + i));
      }

      client.send(requests.toString());

      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        bodies.add(client.readResponse().body());
      }
      assertThat(bodies)
          .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "/" + i).toList());
      assertThat(river.awaitEnds(300)).allMatch(end -> end.outcome() == Outcome.ANSWERED);
    }
  }

  @Test
  void shouldAnswerInOrderWhenTheFirstIsSlow() throws IOException {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                Script.answering(
                    request -> {
                      if (request.target().equals("/slow")) {
                        Pause.ofMillis(200);
                      }
                      return ok(request.target());
                    }));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/slow") + get("/fast"));

      Message first = client.readResponse();
      Message second = client.readResponse();

      assertThat(first.body()).isEqualTo("/slow");
      assertThat(second.body()).isEqualTo("/fast");
    }
  }

  @Test
  void shouldTellBodiesFromRequests() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {

      client.send(
          withBody("POST", "/1", get("/no"))
              + get("/2")
              + chunkedHead("PUT", "/3")
              + chunk(get("/no"))
              + "0\r\n\r\n"
              + head("HEAD /4 HTTP/1.1", "Host: a")
              + withBody("DELETE", "/5", ""));

      assertThat(client.readResponse().body()).isEqualTo("/1" + get("/no"));
      assertThat(client.readResponse().body()).isEqualTo("/2");
      assertThat(client.readResponse().body()).isEqualTo("/3" + get("/no"));
    }
  }

  @Test
  void shouldForgetWhatFollowsARequestThatCloses() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/1") + head("GET /2 HTTP/1.1", "Host: a", "Connection: close") + get("/3"));

      assertThat(client.readResponse().body()).isEqualTo("/1");
      assertThat(client.readResponse().body()).isEqualTo("/2");
      client.assertGone();
      assertThat(node.heads()).extracting("target").containsExactly("/1", "/2");
    }
  }

  @Test
  void shouldAnswerWhatCameBeforeABadRequest() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/1") + get("/2") + "BAD\r\n\r\n" + get("/3"));

      assertThat(client.readResponse().body()).isEqualTo("/1");
      assertThat(client.readResponse().body()).isEqualTo("/2");
      assertThat(client.readResponse().status()).isEqualTo(400);
      client.assertGone();
      assertThat(node.heads()).extracting("target").containsExactly("/1", "/2");
    }
  }

  @Test
  void shouldAnswerWhatCameBeforeTheClientStoppedSending() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/1") + get("/2") + get("/3")).finishSending();

      String answers = client.readUntilClosed();

      assertThat(answers).contains("/1").contains("/2").endsWith("/3");
    }
  }

  @Test
  void shouldHoldAFloodOfRequestsBack() throws Exception {
    try (ScriptedUpstream node = ScriptedUpstream.start(TELLING);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      int count = 5_000;
      String padding = "/" + "p".repeat(1000);
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < count; i++) {
                        client.send(get(padding + i));
                      }
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });

      for (int i = 0; i < count; i++) {
        assertThat(client.readResponse().body()).endsWith("p" + i);
      }

      sender.join();
      assertThat(river.status().directMemory()).isLessThan(32L * 1024 * 1024);
    }
  }
}
