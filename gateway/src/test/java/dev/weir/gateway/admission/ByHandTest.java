package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.admission.LimitBuilder.limit;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.status.HoldStatus;
import dev.weir.gateway.status.StateChange;
import dev.weir.gateway.status.StateChange.Kind;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits and lanes are set by hand for a time, and go back by themselves. */
class ByHandTest {
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String SEARCH = get("/bills/_search");

  private final ScriptedUpstream node = ScriptedUpstream.answering(ScriptedUpstream.ok("{}"));

  @AfterEach
  void close() {
    node.close();
  }

  private static Steering by(GatewayFixture river) {
    return river.gateway().steering();
  }

  private static List<Integer> statuses(GatewayFixture river, int times) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(river.exchange(SEARCH).status());
    }
    return statuses;
  }

  private static List<Kind> kinds(GatewayFixture river) {
    return river.status().admission().changes().stream().map(StateChange::kind).toList();
  }

  private static List<HoldStatus> holds(GatewayFixture river) {
    return river.status().admission().holds();
  }

  @Test
  void shouldSetALimitForATime() throws IOException {
    FixtureSettings settings = new FixtureSettings().limits(limit("all", 2, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThat(statuses(river, 3)).containsExactly(200, 200, 429);

      assertThat(by(river).setLimit("all", 5, LONG, Duration.ofSeconds(2), "a sale")).isTrue();

      assertThat(statuses(river, 4)).containsExactly(200, 200, 200, 429);
      HoldStatus hold = holds(river).getFirst();
      assertThat(hold.value()).isEqualTo("5 within 100000 ms");
      assertThat(hold.configured()).isEqualTo("2 within 100000 ms");
      assertThat(hold.why()).isEqualTo("a sale");
      await().until(() -> holds(river).isEmpty());
      assertThat(river.exchange(SEARCH).body()).contains("limit [all] of 2 within 100000 ms");
      assertThat(kinds(river)).containsExactly(Kind.LIMIT_SET, Kind.LIMIT_BACK);
    }
  }

  @Test
  void shouldTakeALimitBackAtOnce() throws IOException {
    FixtureSettings settings = new FixtureSettings().limits(limit("all", 5, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).setLimit("all", 1, LONG, LONG, "an attack");
      assertThat(statuses(river, 2)).containsExactly(200, 429);

      assertThat(by(river).limitBack("all")).isTrue();

      assertThat(statuses(river, 1)).containsExactly(200);
      assertThat(by(river).limitBack("all")).isTrue();
      assertThat(by(river).limitBack("other")).isFalse();
      assertThat(by(river).setLimit("other", 1, LONG, LONG, "")).isFalse();
    }
  }

  @Test
  void shouldRefuseARateThatALimitCannotHave() {
    FixtureSettings settings = new FixtureSettings().limits(limit("all", 5, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      assertThatThrownBy(() -> by(river).setLimit("all", 0, LONG, LONG, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("requests");
      assertThatThrownBy(() -> by(river).setLimit("all", 5, Duration.ofMillis(1), LONG, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("within");
      assertThat(holds(river)).isEmpty();
    }
  }

  @Test
  void shouldOutlastOtherSettingsAsLongAsTheyNameIt() throws IOException {
    FixtureSettings settings =
        new FixtureSettings().node(node).limits(limit("all", 50, LONG).build());
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      by(river).setLimit("all", 1, LONG, LONG, "an attack");

      river.gateway().reload(settings.limits(limit("all", 70, LONG).build()).build());

      assertThat(statuses(river, 2)).containsExactly(200, 429);
      assertThat(holds(river).getFirst().configured()).isEqualTo("70 within 100000 ms");
      river.gateway().reload(settings.limits(limit("other", 70, LONG).build()).build());
      assertThat(holds(river)).isEmpty();
      assertThat(kinds(river)).containsExactly(Kind.LIMIT_SET, Kind.LIMIT_BACK);
    }
  }

  @Test
  void shouldSetALaneForATime() {
    FixtureSettings settings = new FixtureSettings().node(node).lanes(lane("all", 2).build());
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      assertThat(by(river).setLane("all", 7, SHORT, "a drill")).isTrue();
      assertThat(river.status().admission().lanes().getFirst().bound()).isEqualTo(7);
      assertThat(holds(river).getFirst().configured()).isEqualTo("2");
      await().until(() -> river.status().admission().lanes().getFirst().bound() == 2);

      by(river).setLane("all", 1, LONG, "an incident");
      river.gateway().reload(settings.lanes(lane("all", 3).build()).build());
      assertThat(river.status().admission().lanes().getFirst().bound()).isEqualTo(1);
      assertThat(by(river).laneBack("all")).isTrue();
      assertThat(river.status().admission().lanes().getFirst().bound()).isEqualTo(3);
      assertThat(by(river).setLane("other", 1, LONG, "")).isFalse();
      assertThat(by(river).laneBack("other")).isFalse();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whoever sets a limit by hand means that number, whatever a switch would make of it. */
  @Test
  void shouldGoBeforeSwitches() {
    FixtureSettings settings =
        new FixtureSettings()
            .limits(limit("all", 10, LONG).build())
            .lanes(lane("all", 10).build())
            .switches(
                SwitchBuilder.named("half")
                    .loweringLimit("all", 50)
                    .loweringLane("all", 50)
                    .build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      by(river).setLimit("all", 8, LONG, LONG, "as is");
      by(river).setLane("all", 8, LONG, "as is");
      by(river).turn("half", true, LONG, "at once");

      assertThat(river.status().admission().limits().getFirst().requests()).isEqualTo(8);
      assertThat(river.status().admission().lanes().getFirst().bound()).isEqualTo(8);
      by(river).limitBack("all");
      by(river).laneBack("all");
      assertThat(river.status().admission().limits().getFirst().requests()).isEqualTo(5);
      assertThat(river.status().admission().lanes().getFirst().bound()).isEqualTo(5);
    }
  }
}
