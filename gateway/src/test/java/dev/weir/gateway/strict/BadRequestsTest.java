package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request is refused in the search engines' shape, and goes nowhere. */
class BadRequestsTest {
  private static final ScriptedUpstream NODE = ScriptedUpstream.answering(ok("{}"));
  private static final GatewayFixture RIVER =
      GatewayFixture.startLenient(new FixtureSettings().maxHead(ByteSize.ofKilobytes(16)), NODE);

  @BeforeAll
  static void start() {
    assertThat(RIVER.status().draining()).isFalse();
  }

  @AfterAll
  static void stop() {
    RIVER.close();
    NODE.close();
  }

  static List<BadRequest> byHead() {
    return BadRequest.byHead();
  }

  static List<BadRequest> byChunks() {
    return BadRequest.byChunks();
  }

  @ParameterizedTest
  @MethodSource("byHead")
  void shouldRefuseABadHead(BadRequest bad) throws IOException {
    assertRefusedUnseen(bad.bytes(), bad.status());
  }

  @ParameterizedTest
  @MethodSource("byHead")
  void shouldRefuseABadHeadThatASoundRequestFollows(BadRequest bad) throws IOException {
    assertRefusedUnseen(bad.bytes() + get("/follows"), bad.status());
  }

  @ParameterizedTest
  @MethodSource("byChunks")
  void shouldCutARequestWithBadChunks(BadRequest bad) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));
        GatewayFixture river = GatewayFixture.startLenient(new FixtureSettings(), node);
        RawClient client = river.connect()) {
      sendAsFarAsTaken(client, bad.bytes() + get("/follows"));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("connection")).isEqualToIgnoringCase("close");
      var _ = SearchError.of(response);
      client.assertGone();
      Ended end = river.awaitEnd();
      assertThat(end.outcome()).isEqualTo(Outcome.INVALID);
      river.awaitQuiet();
      node.connections().forEach(connection -> assertThat(connection.requests()).isEqualTo(1));
      assertThat(node.requests()).as("requests that ended at the node").isEmpty();
      assertThat(node.violations()).as("malformed bytes that were handed on").isEmpty();
    }
  }

  @Test
  void shouldRefuseATargetThatIsTooLong() throws IOException {
    assertRefusedUnseen(get("/" + "a".repeat(20_000)), 414);
  }

  @Test
  void shouldRefuseATargetThatDoesNotEnd() throws IOException {
    assertRefusedUnseen("GET /" + "a".repeat(16_500), 414);
  }

  @Test
  void shouldRefuseAHeadThatIsTooLarge() throws IOException {
    assertRefusedUnseen(head("GET / HTTP/1.1", "Host: a", "X: " + "a".repeat(20_000)), 431);
  }

  @Test
  void shouldRefuseAHeadThatDoesNotEnd() throws IOException {
    assertRefusedUnseen("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(16_500), 431);
  }

  @Test
  void shouldRefuseTooManyHeaders() throws IOException {
    assertRefusedUnseen("GET / HTTP/1.1\r\nHost: a\r\n" + "X:\r\n".repeat(3_000) + "\r\n", 431);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
  void shouldRefuseBadHeadsInWhateverPiecesTheyCome(int piece) throws IOException {
    BadRequest bad = BadRequest.byHead().getFirst();
    long before = NODE.received().length();
    try (RawClient client = RIVER.connect()) {
      String head = bad.bytes();
      for (int at = 0; at < head.length(); at += piece) {
        client.send(head.substring(at, Math.min(head.length(), at + piece)));
      }

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(bad.status());
      client.assertGone();
      assertThat((long) NODE.received().length()).isEqualTo(before);
    }
  }

  private static void assertRefusedUnseen(String bytes, int status) throws IOException {
    long before = NODE.received().length();
    int ended = RIVER.ends().size();
    try (RawClient client = RIVER.connect()) {
      sendAsFarAsTaken(client, bytes);

      Message response = client.readResponse();

      SearchError error = SearchError.of(response);
      assertThat(error.status()).as(error.reason()).isEqualTo(status);
      assertThat(response.header("connection")).isEqualToIgnoringCase("close");
      client.assertGone();
    }
    Ended end = RIVER.awaitEnds(ended + 1).get(ended);
    assertThat(end.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(end.status()).isEqualTo(status);
    assertThat(end.attempts()).isZero();
    assertThat(NODE.received()).as("bytes at the node").hasSize((int) before);
  }

  private static void sendAsFarAsTaken(RawClient client, String bytes) {
    try {
      client.send(bytes);
    } catch (IOException e) {
      // The gateway may close before it has read the rest of what is no request anyway.
    }
  }
}
