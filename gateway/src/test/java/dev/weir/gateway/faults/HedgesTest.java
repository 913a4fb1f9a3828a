package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.HedgeSettings;
import dev.weir.gateway.status.RepeatStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slow reads are sent to a second node; whoever answers first answers. */
class HedgesTest {
  private static final HedgeSettings HEDGED =
      new HedgeSettings(true, 95, Duration.ofMillis(20), 50);

  /** Until so long is over, nothing is known of how long reads take. */
  private static final Duration WINDOW = Duration.ofMillis(5_100);

  @Test
  void shouldAskASecondNodeWhenTheFirstIsSlow() throws IOException {
    AtomicBoolean slow = new AtomicBoolean();
    try (ScriptedUpstream one = ScriptedUpstream.start(stuckOnce(slow));
        ScriptedUpstream other = ScriptedUpstream.start(stuckOnce(slow));
        GatewayFixture river = learned(HEDGED, one, other);
        RawClient client = river.connect()) {
      slow.set(true);
      long began = System.nanoTime();

      Message response = client.send(get("/bills/_search")).readResponse();

      assertThat(response.body()).isEqualTo("here");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
      RepeatStatus repeats = repeats(river);
      assertThat(repeats.hedges()).isEqualTo(1);
      assertThat(repeats.hedgesWon()).isEqualTo(1);
      // The loser's connection is closed, so that its node stops, too.
      await()
          .untilAsserted(
              () ->
                  assertThat(river.status().clusters().getFirst().endpoints())
                      .allMatch(endpoint -> endpoint.active() == 0));
      assertThat(client.send(get("/bills/_search")).readResponse().body()).isEqualTo("here");
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT,/bills/_doc/1", "POST,/bills/_bulk", "GET,/_search/scroll"})
  void shouldNotAskASecondNodeForAnythingButReplayableReads(String method, String target)
      throws IOException {
    AtomicBoolean slow = new AtomicBoolean();
    try (ScriptedUpstream one = ScriptedUpstream.start(stuckOnce(slow));
        ScriptedUpstream other = ScriptedUpstream.start(stuckOnce(slow));
        GatewayFixture river = learned(HEDGED, one, other)) {
      slow.set(true);

      Message response = river.exchange(withBody(method, target, "{}"));

      assertThat(response.body()).isEqualTo("late");
      assertThat(repeats(river).hedges()).isZero();
    }
  }

  @Test
  void shouldTakeTheFirstNodesAnswerIfItComesFirst() throws IOException {
    AtomicBoolean slow = new AtomicBoolean();
    Script late =
        connection -> {
          while (connection.readRequest() != null) {
            if (slow.get()) {
              Pause.ofMillis(200);
            }
            connection.send(ok("here"));
          }
        };
    try (ScriptedUpstream one = ScriptedUpstream.start(late);
        ScriptedUpstream other = ScriptedUpstream.start(late);
        GatewayFixture river = learned(HEDGED, one, other);
        RawClient client = river.connect()) {
      slow.set(true);

      for (int i = 0; i < 4; i++) {
        assertThat(client.send(get("/bills/_search")).readResponse().body()).isEqualTo("here");
      }

      assertThat(repeats(river).hedges()).isEqualTo(4);
      assertThat(repeats(river).hedgesWon()).isZero();
    }
  }

  @Test
  void shouldHedgeNoMoreThanItsShare() throws IOException {
    AtomicBoolean slow = new AtomicBoolean();
    Script late =
        connection -> {
          while (connection.readRequest() != null) {
            if (slow.get()) {
              Pause.ofMillis(60);
            }
            connection.send(ok("here"));
          }
        };
    HedgeSettings tight = new HedgeSettings(true, 95, Duration.ofMillis(20), 1);
    try (ScriptedUpstream one = ScriptedUpstream.start(late);
        ScriptedUpstream other = ScriptedUpstream.start(late);
        GatewayFixture river = learned(tight, one, other);
        RawClient client = river.connect()) {
      slow.set(true);

      for (int i = 0; i < 40; i++) {
        assertThat(client.send(get("/bills/_search")).readResponse().status()).isEqualTo(200);
      }

      // What was saved up, and one in a hundred.
      assertThat(repeats(river).hedges()).isBetween(1L, 12L);
      assertThat(repeats(river).overBudget()).isPositive();
    }
  }

  @Test
  void shouldAskOnceMoreWhenBothHangOnAShardOfANodeThatIsOut() throws IOException {
    AtomicBoolean hanging = new AtomicBoolean();
    FixtureSettings settings =
        new FixtureSettings().preferLiveNodes().checkEvery(Duration.ofMillis(50));
    try (ScriptedUpstream one = ScriptedUpstream.start(hangingUnlessPreferred(hanging, "id-1"));
        ScriptedUpstream two = ScriptedUpstream.start(hangingUnlessPreferred(hanging, "id-2"));
        ScriptedUpstream out = ScriptedUpstream.start(hangingUnlessPreferred(hanging, "id-3"));
        GatewayFixture river = learned(settings, HEDGED, one, two, out);
        RawClient client = river.connect()) {
      hanging.set(true);
      client.send(get("/bills/_search"));
      await().until(() -> repeats(river).hedges() == 1);

      out.answerHealthWith(head("HTTP/1.1 500 No", "Content-Length: 0"));

      assertThat(client.readResponse().body()).isEqualTo("here");
      await()
          .untilAsserted(
              () ->
                  assertThat(river.status().clusters().getFirst().endpoints())
                      .allMatch(endpoint -> endpoint.active() == 0));
    }
  }

  private static Script hangingUnlessPreferred(AtomicBoolean hanging, String id) {
    return connection -> {
      Message request = connection.readRequest();
      while (request != null) {
        if (request.target().startsWith("/_nodes/_local")) {
          connection.send(ok("{\"nodes\":{\"" + id + "\":{\"name\":\"n\"}}}"));
        } else if (!hanging.get() || request.target().contains("preference")) {
          connection.send(ok("here"));
        }
        request = connection.readRequest();
      }
    };
  }

  private static GatewayFixture learned(HedgeSettings settings, ScriptedUpstream... nodes)
      throws IOException {
    return learned(new FixtureSettings(), settings, nodes);
  }

  /** A gateway on one loop that has seen enough reads to know how long they take. */
  private static GatewayFixture learned(
      FixtureSettings fixture, HedgeSettings settings, ScriptedUpstream... nodes)
      throws IOException {
    GatewayFixture river = GatewayFixture.start(fixture.eventLoops(1).hedge(settings), nodes);
    try (RawClient client = river.connect()) {
      long end = System.nanoTime() + WINDOW.toNanos();
      while (System.nanoTime() < end) {
        client.send(get("/bills/_search")).readResponse();
        Pause.ofMillis(20);
      }
    }
    return river;
  }

  /** Answers at once, but for the first request after it is told to be slow. */
  private static Script stuckOnce(AtomicBoolean slow) {
    return connection -> {
      while (connection.readRequest() != null) {
        if (slow.compareAndSet(true, false)) {
          Pause.ofMillis(1000);
          connection.send(ok("late"));
        } else {
          connection.send(ok("here"));
        }
      }
    };
  }

  private static RepeatStatus repeats(GatewayFixture river) {
    return river.status().clusters().getFirst().repeats();
  }
}
