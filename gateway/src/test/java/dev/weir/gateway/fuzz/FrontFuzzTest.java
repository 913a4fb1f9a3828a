package dev.weir.gateway.fuzz;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ProtocolViolation;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.WireReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes a client or a node sends, the other side sees what an independent, strict reader
 * makes of them, or nothing. Runs over its seeds in every test run; docs/fuzzing.md says how to
 * search for more.
 */
class FrontFuzzTest {
  private static final Script TELLING = Script.answering(request -> ok(request.body()));
  private static final ScriptedUpstream NODE = ScriptedUpstream.start(TELLING);
  private static final GatewayFixture RIVER = GatewayFixture.start(new FixtureSettings(), NODE);

  @BeforeAll
  static void start() {
    assertThat(RIVER.status().draining()).isFalse();
  }

  @AfterAll
  static void stop() {
    RIVER.close();
    NODE.close();
  }

  @FuzzTest(maxDuration = "10m")
  void shouldSendOnOnlyWhatAnyoneTakesForTheSameRequests(byte[] bytes) throws IOException {
    if (new String(bytes, ISO_8859_1).contains(ScriptedUpstream.HEALTH_PATH)) {
      return;
    }
    begin(TELLING);

    String answers = exchange(bytes);

    List<Message> meant = Reference.requests(bytes);
    List<Message> seen = NODE.requests();
    assertThat(NODE.violations()).as("what the node was sent").isEmpty();
    assertThat(seen.size()).as("requests at the node").isLessThanOrEqualTo(meant.size());
    for (int i = 0; i < seen.size(); i++) {
      assertSame(seen.get(i), meant.get(i));
    }
    assertAnswers(answers, meant, seen.size());
  }

  @FuzzTest(maxDuration = "10m")
  void shouldHandOnOnlyWhatAnyoneTakesForTheSameAnswer(byte[] bytes) throws IOException {
    begin(
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(bytes);
            connection.finish();
            connection.hold();
          }
        });

    try (SilentCloseable _ = allowLoopback();
        RawClient client = RawClient.connect(RIVER.address())) {
      client.send(get("/")).finishSending();
      assertHandedOn(client, Reference.answer(bytes, "GET"));
    }
    RIVER.awaitQuiet();
  }

  private static SilentCloseable allowLoopback() {
    return BugDetectors.allowNetworkConnections((host, port) -> host.equals("localhost"));
  }

  private static void begin(Script script) {
    RIVER.forget();
    NODE.forget();
    NODE.follow(script);
  }

  private static String exchange(byte[] bytes) throws IOException {
    try (SilentCloseable _ = allowLoopback();
        RawClient client = RawClient.connect(RIVER.address())) {
      try {
        client.send(bytes).finishSending();
      } catch (SocketException e) {
        // The gateway may close before it has read what follows a bad request.
      }
      return client.readUntilGone();
    } finally {
      RIVER.awaitQuiet();
    }
  }

  private static void assertSame(Message seen, Message meant) {
    assertThat(seen.method()).isEqualTo(meant.method());
    assertThat(seen.target()).isEqualTo(Reference.originForm(meant.target()));
    assertThat(seen.body()).isEqualTo(meant.body());
    assertThat(seen.trailers()).isEqualTo(meant.trailers());
    assertThat(seen.head().endToEnd()).isEqualTo(Reference.sentOn(meant.head()));
  }

  /** Answers are well-formed, one for each request that was sent on, and at most a refusal more. */
  private static void assertAnswers(String answers, List<Message> meant, int sentOn)
      throws IOException {
    WireReader reader = new WireReader(new ByteArrayInputStream(answers.getBytes(ISO_8859_1)));
    try {
      for (int i = 0; i < sentOn; i++) {
        assertThat(finalAnswer(reader, meant.get(i).method()).status()).isEqualTo(200);
      }
    } catch (ProtocolViolation e) {
      throw new AssertionError("what the client was sent: " + answers, e);
    }
    String rest = reader.readRest();
    assertThat(rest).as("after the answers").matches("(?s)|HTTP/1\\.[01] [45]\\d\\d .*");
  }

  private static Message finalAnswer(WireReader reader, String method) throws IOException {
    Message answer;
    do {
      answer = reader.readResponseBody(requireNonNull(reader.readResponseHead()), method);
    } while (answer.status() < 200);
    return answer;
  }

  private static void assertHandedOn(RawClient client, @Nullable Message meant) throws IOException {
    Message seen;
    try {
      seen = client.readResponse();
      while (seen.status() < 200) {
        seen = client.readResponse();
      }
    } catch (ProtocolViolation e) {
      throw new AssertionError("the client was sent what is no answer", e);
    } catch (SocketException | EOFException e) {
      assertThat(meant).as("an answer that was cut").isNull();
      return;
    }
    if (seen.status() == 502 && seen.body().contains("upstream_failed_exception")) {
      return;
    }
    Message expected = requireNonNull(meant, "an answer that is none: " + seen);
    assertThat(seen.status()).isEqualTo(expected.status());
    assertThat(seen.body()).isEqualTo(expected.body());
    assertThat(seen.trailers()).isEqualTo(expected.trailers());
    assertThat(seen.head().endToEnd()).isEqualTo(Reference.sentOn(expected.head()));
  }
}
