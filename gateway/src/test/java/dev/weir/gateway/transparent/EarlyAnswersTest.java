package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that answer before they have read the body. */
class EarlyAnswersTest {
  private static final int BODY = 32 * 1024 * 1024;
  private static final String TOO_LARGE =
      "HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 9\r\n\r\ntoo large";

  /** What a node does with the body after its answer. */
  enum Afterwards {
    CLOSE,
    RESET,
    IGNORE,
    READ;

    Script script() {
      return connection -> {
        if (connection.readHead() == null) {
          return;
        }
        connection.send(TOO_LARGE);
        switch (this) {
          case CLOSE -> connection.finish();
          case RESET -> {
            Pause.ofMillis(50);
            connection.reset();
          }
          case IGNORE -> Pause.ofMillis(1_000);
          case READ -> connection.hold();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowTheAnswerToAClientThatStillSends(Afterwards afterwards) throws Exception {
    try (ScriptedUpstream node = ScriptedUpstream.start(afterwards.script());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(Duration.ofSeconds(3)), node);
        RawClient client = river.connect()) {
      client.send(head("POST /_bulk HTTP/1.1", "Host: a", "Content-Length: " + BODY));
      AtomicLong sent = new AtomicLong();
      Thread sender = Thread.ofVirtual().start(() -> upload(client, sent));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(413);
      assertThat(response.body()).isEqualTo("too large");
      client.readUntilGone();
      assertThat(sender.join(Duration.ofSeconds(8))).as("the upload ended").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowTheAnswerToAClientThatReadsOnlyAfterSending(Afterwards afterwards)
      throws Exception {
    try (ScriptedUpstream node = ScriptedUpstream.start(afterwards.script());
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(Duration.ofSeconds(3)), node);
        RawClient client = river.connect()) {
      client.send(head("POST /_bulk HTTP/1.1", "Host: a", "Content-Length: " + BODY));

      upload(client, new AtomicLong());
      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(413);
    }
  }

  @Test
  void shouldShowTheAnswerToAChunkedUpload() throws Exception {
    try (ScriptedUpstream node = ScriptedUpstream.start(Afterwards.CLOSE.script());
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(chunkedHead("POST", "/_bulk") + chunk("some"));

      Message response = client.readResponse();

      assertThat(response.status()).isEqualTo(413);
    }
  }

  @Test
  void shouldServeTheNextRequestAfterABodyThatTheNodeReadLate() throws Exception {
    try (ScriptedUpstream node =
            ScriptedUpstream.start(
                connection -> {
                  var head = connection.readHead();
                  while (head != null) {
                    connection.send(ok("early"));
                    connection.readBody(head);
                    head = connection.readHead();
                  }
                });
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(head("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + "bo");
      Message first = client.readResponse();
      client.send("dy");
      if (first.head().holds("Connection", "close")) {
        client.assertGone();
        return;
      }

      Message second = client.send(get("/next")).readResponse();

      assertThat(second.body()).isEqualTo("early");
      assertThat(node.takeRequest().body()).isEqualTo("body");
    }
  }

  private static void upload(RawClient client, AtomicLong sent) {
    byte[] piece = new byte[64 * 1024];
    try {
      while (sent.get() < BODY) {
        client.send(piece);
        sent.addAndGet(piece.length);
      }
    } catch (IOException e) {
      // The gateway may well cut an upload that nobody wants.
    }
  }
}
