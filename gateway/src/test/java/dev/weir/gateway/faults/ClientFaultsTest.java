package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that goes away at every stage of an exchange. */
class ClientFaultsTest {
  /** How a client goes away. */
  enum Leave {
    CLOSE,
    RESET;

    void from(RawClient client) throws IOException {
      if (this == RESET) {
        client.reset();
      } else {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldForgetAClientThatNeverAsked(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      await().until(() -> river.status().connections() == 1);

      how.from(client);

      await().until(() -> river.status().connections() == 0);
      assertThat(river.ends()).isEmpty();
      assertThat(node.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldForgetAClientThatLeavesWithinTheHead(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send("GET / HTTP/1.1\r\nHost");
      await().until(() -> river.status().connections() == 1);

      how.from(client);

      await().until(() -> river.status().connections() == 0);
      assertThat(river.ends()).allMatch(end -> end.outcome() == Outcome.CLIENT_GONE);
      assertThat(node.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheRequestOfAClientThatLeavesWithinTheBody(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 1000000") + "some");
      await().until(() -> node.received().endsWith("some"));

      how.from(client);

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      river.awaitQuiet();
      await().until(() -> node.openConnections() == 0);
      assertThat(node.requests()).isEmpty();
      assertThat(river.endpoint(node).failures()).as("no fault of the node").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCutTheRequestOfAClientThatLeavesBetweenChunks(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(chunkedHead("POST", "/") + chunk("some"));
      await().until(() -> node.received().contains("some"));

      how.from(client);

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      await().until(() -> node.openConnections() == 0);
      assertThat(node.requests()).as("a request that the client never finished").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheExchangeOfAClientThatLeavesBeforeTheAnswer(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node);
        RawClient client = river.connect()) {
      client.send(get("/"));
      node.takeRequest();

      how.from(client);

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      await().until(() -> node.openConnections() == 0);
      assertThat(river.awaitEnd().status()).isZero();
      assertThat(river.endpoint(node).failures()).as("no fault of the node").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheExchangeOfAClientThatLeavesWithinTheAnswer(Leave how) throws IOException {
    String answer = ok("x".repeat(30_000_000));
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node);
        RawClient client = river.connect(64 * 1024)) {
      client.send(get("/")).readHead();

      how.from(client);

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      assertThat(river.awaitEnd().status()).isEqualTo(200);
      await().until(() -> node.openConnections() == 0);
      assertThat(river.endpoint(node).failures()).as("no fault of the node").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheExchangeOfAClientThatLeavesAStreamThatRests(Leave how) throws IOException {
    Script resting =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk("a"));
            connection.hold();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(resting);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node);
        RawClient client = river.connect()) {
      client.send(get("/")).readHead();

      how.from(client);

      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      await().until(() -> node.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldForgetPipelinedRequestsOfAClientThatLeaves(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node);
        RawClient client = river.connect()) {
      client.send(get("/1") + get("/2") + get("/3"));
      node.takeRequest();

      how.from(client);

      await().until(() -> river.status().connections() == 0);
      river.awaitQuiet();
      assertThat(river.ends()).allMatch(end -> end.outcome() == Outcome.CLIENT_GONE);
      await().until(() -> node.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveManyThatLeaveAtOnce(Leave how) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().halfClose(Duration.ofMillis(200)), node)) {
      RawClient[] clients = new RawClient[50];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = river.connect().send(get("/" + i));
      }
      await().until(() -> node.requests().size() == clients.length);

      for (RawClient client : clients) {
        how.from(client);
      }

      assertThat(river.awaitEnds(clients.length))
          .hasSize(clients.length)
          .allMatch(end -> end.outcome() == Outcome.CLIENT_GONE);
      await().until(() -> node.openConnections() == 0);
    }
  }
}
