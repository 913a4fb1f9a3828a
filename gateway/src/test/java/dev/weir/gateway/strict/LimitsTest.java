package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Limits on connections, bodies and waiting. */
class LimitsTest {
  @Test
  void shouldCloseConnectionsAboveTheLimitAtOnce() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings().maxConnections(2), node);
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      first.send(get("/")).readResponse();
      second.send(get("/")).readResponse();

      assertClosedAtOnce(river);

      assertThat(river.status().rejectedConnections()).isEqualTo(1);
      assertThat(river.status().connections()).isEqualTo(2);
    }
  }

  @Test
  void shouldTakeAConnectionInThePlaceOfOneThatLeft() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxConnections(1), node)) {
      river.exchange(get("/"));
      await().until(() -> river.status().connections() == 0);

      Message response = river.exchange(get("/"));

      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseABodyWhoseLengthIsAboveTheLimit() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxBody(ByteSize.ofKilobytes(1)), node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 1025"));

      Message response = client.readResponse();

      assertThat(SearchError.of(response).status()).isEqualTo(413);
      client.assertGone();
      assertThat(node.received()).isEmpty();
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.INVALID);
    }
  }

  @Test
  void shouldRefuseABodyAboveTheLimitBeforeTheClientSendsIt() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxBody(ByteSize.ofKilobytes(1)), node);
        RawClient client = river.connect()) {
      client.send(
          head("POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 1025"));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(413);
    }
  }

  @Test
  void shouldTakeABodyAtTheLimit() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxBody(ByteSize.ofKilobytes(1)), node)) {
      String body = "x".repeat(1024);

      Message byLength = river.exchange(withBody("POST", "/", body));
      Message inChunks = river.exchange(chunkedHead("POST", "/") + chunk(body) + "0\r\n\r\n");

      assertThat(byLength.status()).isEqualTo(200);
      assertThat(inChunks.status()).isEqualTo(200);
    }
  }

  @Test
  void shouldCutAChunkedBodyAboveTheLimit() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().maxBody(ByteSize.ofKilobytes(1)), node);
        RawClient client = river.connect()) {
      client.send(chunkedHead("POST", "/") + chunk("x".repeat(1000)));
      client.send(chunk("x".repeat(25)) + "0\r\n\r\n");

      Message response = client.readResponse();

      assertThat(SearchError.of(response).status()).isEqualTo(413);
      client.assertGone();
      river.awaitQuiet();
      assertThat(node.requests()).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhoHasWaitedTooLongForAConnection() throws IOException {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream node = ScriptedUpstream.start(holdingUntil(leave));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().pool(1, 10, Duration.ofMillis(200)), node);
        RawClient first = river.connect()) {
      first.send(get("/first"));
      node.takeRequest();

      Message response = river.exchange(get("/second"));
      leave.countDown();

      assertThat(SearchError.of(response).status()).isEqualTo(503);
      assertThat(Integer.parseInt(requireNonNull(response.header("retry-after")))).isPositive();
      assertThat(first.readResponse().body()).isEqualTo("/first");
      Ended refused = river.awaitEnds(2).getFirst();
      assertThat(refused.outcome()).isEqualTo(Outcome.UPSTREAM_UNAVAILABLE);
      assertThat(refused.durationNanos()).isGreaterThan(150_000_000L);
      assertThat(refused.attempts()).isZero();
    }
  }

  @Test
  void shouldRefuseAtOnceWhereTooManyWait() throws IOException {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream node = ScriptedUpstream.start(holdingUntil(leave));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().pool(1, 1, Duration.ofSeconds(10)), node);
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      first.send(get("/first"));
      node.takeRequest();
      second.send(get("/second"));
      await().until(() -> river.endpoint(node).waiting() == 1);

      Message response = river.exchange(get("/third"));
      leave.countDown();

      assertThat(SearchError.of(response).status()).isEqualTo(503);
      assertThat(response.header("retry-after")).isNotNull();
      assertThat(first.readResponse().body()).isEqualTo("/first");
      assertThat(second.readResponse().body()).isEqualTo("/second");
    }
  }

  @Test
  void shouldServeWhoWaitsInOrder() throws IOException {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream node = ScriptedUpstream.start(holdingUntil(leave));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().pool(1, 10, Duration.ofSeconds(10)), node);
        RawClient first = river.connect();
        RawClient second = river.connect();
        RawClient third = river.connect()) {
      first.send(get("/first"));
      node.takeRequest();
      second.send(get("/second"));
      await().until(() -> river.endpoint(node).waiting() == 1);
      third.send(get("/third"));
      await().until(() -> river.endpoint(node).waiting() == 2);

      leave.countDown();

      assertThat(third.readResponse().body()).isEqualTo("/third");
      assertThat(node.heads()).extracting("target").containsExactly("/first", "/second", "/third");
      assertThat(node.connections()).hasSize(1);
    }
  }

  @Test
  void shouldForgetWhoLeavesWhileWaiting() throws IOException {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream node = ScriptedUpstream.start(holdingUntil(leave));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().pool(1, 10, Duration.ofSeconds(10)), node);
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      first.send(get("/first"));
      node.takeRequest();
      second.send(get("/second"));
      await().until(() -> river.endpoint(node).waiting() == 1);

      second.reset();

      await().until(() -> river.endpoint(node).waiting() == 0);
      leave.countDown();
      assertThat(first.readResponse().body()).isEqualTo("/first");
      assertThat(node.heads()).extracting("target").doesNotContain("/second");
    }
  }

  private static void assertClosedAtOnce(GatewayFixture river) throws IOException {
    try (RawClient client = river.connect()) {
      client.assertGone();
    } catch (UncheckedIOException e) {
      assertThat(e)
          .as("closed before it was even open")
          .hasRootCauseInstanceOf(SocketException.class);
    }
  }

  private static Script holdingUntil(CountDownLatch latch) {
    return Script.answering(
        request -> {
          Latches.await(latch);
          return ok(request.target());
        });
  }
}
