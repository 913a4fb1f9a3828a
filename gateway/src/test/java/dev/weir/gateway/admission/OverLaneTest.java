package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is beyond a limit can go to a lane of its own, where it harms nobody, and is not lost. */
class OverLaneTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final String SEARCH = get("/bills/_search");
  private static final LaneSettings REST = lane("rest", 100).build();
  private static final LaneSettings SLOW = lane("slow", 1).onlyOver().build();

  /** An answer needs a permit. */
  private final Semaphore answers = new Semaphore(1_000);

  private final ScriptedUpstream node =
      ScriptedUpstream.start(
          Script.answering(
              request -> {
                answers.acquireUninterruptibly();
                return ok("{}");
              }));

  @AfterEach
  void close() {
    answers.release(1_000);
    node.close();
  }

  private GatewayFixture river(LimitSettings... limits) {
    return GatewayFixture.start(new FixtureSettings().limits(limits).lanes(REST, SLOW), node);
  }

  private static LaneStatus laneOf(GatewayFixture river, int number) {
    return river.status().admission().lanes().get(number);
  }

  private static LimitStatus limitOf(GatewayFixture river, int number) {
    return river.status().admission().limits().get(number);
  }

  @Test
  void shouldSendWhatIsBeyondALimitToItsLane() throws IOException {
    try (GatewayFixture river = river(limit("all", 2, LONG).overTo("slow").build())) {
      for (int i = 0; i < 5; i++) {
        assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
      }

      assertThat(laneOf(river, 0).admitted()).isEqualTo(2);
      assertThat(laneOf(river, 1).admitted()).isEqualTo(3);
      assertThat(limitOf(river, 0).admitted()).isEqualTo(2);
      assertThat(limitOf(river, 0).refused()).isEmpty();
      assertThat(limitOf(river, 0).diverted()).isEqualTo(Map.of("unknown", 3L));
    }
  }

  @Test
  void shouldRefuseOnlyWhatThatLaneDoesNotTakeEither() throws IOException {
    try (GatewayFixture river = river(limit("all", 1, LONG).overTo("slow").build());
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      answers.drainPermits();
      first.send(SEARCH);
      await().untilAsserted(() -> assertThat(laneOf(river, 0).active()).isEqualTo(1));
      second.send(SEARCH);
      await().untilAsserted(() -> assertThat(laneOf(river, 1).active()).isEqualTo(1));

      assertThat(river.exchange(SEARCH).body())
          .contains("\"type\":\"lane_full_exception\"", "lane [slow]");

      answers.release(2);
      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldAskTheOtherLimitsAllTheSame() throws IOException {
    try (GatewayFixture river =
        river(limit("soft", 1, LONG).overTo("slow").build(), limit("hard", 2, LONG).build())) {
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);

      assertThat(river.exchange(SEARCH).body()).contains("limit [hard]");
    }
  }

  @Test
  void shouldOnlyCountWhatAnObservedLimitWouldSendAside() throws IOException {
    try (GatewayFixture river = river(limit("all", 1, LONG).overTo("slow").observed().build())) {
      for (int i = 0; i < 3; i++) {
        assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
      }

      assertThat(limitOf(river, 0).diverted()).isEqualTo(Map.of("unknown", 2L));
      assertThat(laneOf(river, 1).admitted()).isZero();
    }
  }

  @Test
  void shouldRefuseToSendAnythingToALaneThatThereIsNot() {
    FixtureSettings settings =
        new FixtureSettings().node(node).limits(limit("all", 1, LONG).overTo("slwo").build());

    assertThatThrownBy(settings::build)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("limits[0].over-lane");
  }
}
