package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.status.RepeatStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say that the node could not, or not in whole: asked again where that may help. */
class BadAnswersTest {
  private static final String PARTIAL =
      """
      {"took":3,"timed_out":false,"_shards":{"total":6,"successful":4,"skipped":0,"failed":2,\
      "failures":[]},"hits":{"hits":[]}}\
      """;
  private static final String WHOLE = PARTIAL.replace("\"failed\":2", "\"failed\":0");

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void shouldAskAgainWhereANodeCouldNot(int status) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(first(1, failing(status), ok("here")));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.body()).isEqualTo("here");
      assertThat(river.awaitEnd().attempts()).isEqualTo(2);
      assertThat(repeats(river).retries()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"POST,/bills/_bulk", "POST,/bills/_update/1", "PUT,/bills"})
  void shouldHandOnWhatANodeSaidOfWhatCannotBeReplayed(String method, String target)
      throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(first(1, failing(503), ok("here")));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(withBody(method, target, "{}"));

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("no");
    }
  }

  @Test
  void shouldHandTheLastAnswerOnWhenNoneWasBetter() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(failing(503));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().retry(2, ByteSize.ofKilobytes(1)), node)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("no");
      assertThat(node.requests()).hasSize(3);
    }
  }

  @Test
  void shouldComeBackWhenANodeSaysSo() throws IOException {
    String later = head("HTTP/1.1 429 Too Many Requests", "Retry-After: 1", "Content-Length: 0");
    try (ScriptedUpstream node = ScriptedUpstream.start(first(1, later, ok("here")));
        GatewayFixture river = GatewayFixture.before(node)) {
      long began = System.nanoTime();

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.body()).isEqualTo("here");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(ofMillis(990), ofMillis(1900));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: b", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After: 9"})
  void shouldHandOnThatTooMuchWasAsked(String field) throws IOException {
    String tooMany = head("HTTP/1.1 429 Too Many Requests", field, "Content-Length: 0");
    try (ScriptedUpstream node = ScriptedUpstream.start(first(1, tooMany, ok("here")));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().deadline(Duration.ofSeconds(5)), node)) {

      assertThat(river.exchange(get("/bills/_search")).status()).isEqualTo(429);
    }
  }

  @Test
  void shouldAskAgainWhereShardsFailed() throws IOException {
    assertAskedAgain(ok(PARTIAL));
    assertAskedAgain(head("HTTP/1.1 200 OK", "Connection: close") + PARTIAL);
    assertAskedAgain(
        head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            + chunk(PARTIAL.substring(0, 7))
            + chunk(PARTIAL.substring(7))
            + "0\r\n\r\n");
  }

  private static void assertAskedAgain(String partial) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(first(1, partial, ok(WHOLE)));
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.body()).isEqualTo(WHOLE);
      assertThat(repeats(river).partialAnswers()).isEqualTo(1);
    }
  }

  /** However the bytes fall, what is held back is handed on whole, or not at all. */
  @Test
  void shouldTellFromAnyPieces() throws IOException {
    String whole = ok(WHOLE);
    for (int at = 1; at < whole.length(); at += 7) {
      int cut = at;
      AtomicInteger asked = new AtomicInteger();
      Script inPieces =
          connection -> {
            while (connection.readRequest() != null) {
              String answer = asked.incrementAndGet() == 1 ? ok(PARTIAL) : whole;
              connection.send(answer.substring(0, cut));
              Pause.ofMillis(3);
              connection.send(answer.substring(cut));
            }
          };
      try (ScriptedUpstream node = ScriptedUpstream.start(inPieces);
          GatewayFixture river = GatewayFixture.before(node);
          RawClient client = river.connect().send(get("/b/_search") + get("/b/_search"))) {

        assertThat(client.readResponse().body()).isEqualTo(WHOLE);
        assertThat(client.readResponse().body()).isEqualTo(WHOLE);
      }
    }
  }

  @Test
  void shouldTellFromGzip() throws IOException {
    byte[] partial = gzip(PARTIAL);
    byte[] whole = gzip(WHOLE);
    AtomicInteger count = new AtomicInteger();
    Script script =
        connection -> {
          while (connection.readRequest() != null) {
            byte[] body = count.incrementAndGet() == 1 ? partial : whole;
            connection.send(
                head(
                    "HTTP/1.1 200 OK", "content-encoding: gzip", "content-length: " + body.length));
            connection.send(Arrays.copyOf(body, 15));
            Pause.ofMillis(20);
            connection.send(Arrays.copyOfRange(body, 15, body.length));
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/bills/_search"));

      assertThat(response.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(whole);
      assertThat(repeats(river).partialAnswers()).isEqualTo(1);
    }
  }

  @Test
  void shouldHandPartialAnswersOnWhereThatIsWanted() throws IOException {
    RetrySettings usual = RetrySettings.defaults();
    RetrySettings wanted =
        new RetrySettings(
            usual.attempts(),
            usual.maxBody(),
            usual.budgetPercent(),
            usual.budgetPerSecond(),
            usual.firstWait(),
            usual.longestWait(),
            false,
            false);
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok(PARTIAL));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().retry(wanted), node)) {

      assertThat(river.exchange(get("/bills/_search")).body()).isEqualTo(PARTIAL);
      assertThat(node.requests()).hasSize(1);
    }
  }

  @Test
  void shouldHandAPartialAnswerOnWhenNoneWasBetter() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok(PARTIAL));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().retry(2, ByteSize.ofKilobytes(1)), node)) {

      assertThat(river.exchange(get("/bills/_search")).body()).isEqualTo(PARTIAL);
      assertThat(node.requests()).hasSize(3);
    }
  }

  @Test
  void shouldNotLetRetriesBecomeAStorm() throws IOException {
    RetrySettings tight =
        new RetrySettings(8, ByteSize.ofKilobytes(1), 10, 0, ofMillis(1), ofMillis(1), true, false);
    try (ScriptedUpstream node = ScriptedUpstream.answering(failing(503));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().eventLoops(1).retry(tight), node);
        RawClient client = river.connect()) {
      for (int i = 0; i < 200; i++) {
        assertThat(client.send(get("/bills/_search")).readResponse().status()).isEqualTo(503);
      }

      // A tenth of the requests, and the one that every budget begins with.
      assertThat(node.requests()).hasSizeBetween(219, 221);
      assertThat(repeats(river).overBudget()).isPositive();
    }
  }

  private static String failing(int status) {
    return head("HTTP/1.1 " + status + " No", "Content-Length: 2") + "no";
  }

  private static Script first(int count, String bad, String good) {
    AtomicInteger asked = new AtomicInteger();
    return connection -> {
      while (connection.readRequest() != null) {
        boolean last = asked.incrementAndGet() > count;
        connection.send(last ? good : bad);
        if (!last && bad.contains("Connection: close")) {
          return;
        }
      }
    };
  }

  private static RepeatStatus repeats(GatewayFixture river) {
    return List.copyOf(river.status().clusters()).getFirst().repeats();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
