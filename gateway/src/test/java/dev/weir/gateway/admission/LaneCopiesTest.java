package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneEndpointsSettings.Copies;
import dev.weir.gateway.settings.LaneEndpointsSettings.WhenNoneIsUp;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The searches of a lane can be worked on by its own nodes, and by no others. */
class LaneCopiesTest {
  private static final String OWN = "preference=_prefer_nodes:id-heavy";
  private static final String OTHERS = "preference=_prefer_nodes:id-usual";

  private final ScriptedUpstream usual = knowing("id-usual");
  private final ScriptedUpstream heavy = knowing("id-heavy");

  @AfterEach
  void close() {
    usual.close();
    heavy.close();
  }

  @Test
  void shouldKeepALanesSearchesToTheCopiesOfItsNodes() throws IOException {
    try (GatewayFixture river = river(true, Copies.OWN)) {
      await().untilAsserted(() -> assertThat(seen(river, "/b/_search")).endsWith(OWN));
      assertThat(seen(river, "/b/_search?preference=mine")).isEqualTo("/b/_search?preference=mine");
      assertThat(seen(river, "/b/_search?size=1")).isEqualTo("/b/_search?size=1&" + OWN);
    }
  }

  @Test
  void shouldKeepOthersAwayFromTheCopiesOfWhatIsReserved() throws IOException {
    try (GatewayFixture river = river(true, Copies.OWN)) {
      await().untilAsserted(() -> assertThat(seen(river, "/b/_doc/1")).endsWith(OTHERS));
      assertThat(seen(river, "/b/_bulk")).isEqualTo("/b/_bulk");
    }
  }

  @Test
  void shouldLeaveOthersTheirChoiceWhereNothingIsReserved() throws IOException {
    try (GatewayFixture river = river(false, Copies.OWN)) {
      await().untilAsserted(() -> assertThat(seen(river, "/b/_search")).endsWith(OWN));
      assertThat(seen(river, "/b/_doc/1")).isEqualTo("/b/_doc/1");
    }
  }

  @Test
  void shouldTellNothingUnlessItIsWanted() throws IOException {
    try (GatewayFixture river = river(true, Copies.ANY)) {
      await()
          .until(
              () -> heavy.requests().stream().anyMatch(each -> each.target().contains("_local")));
      assertThat(seen(river, "/b/_search")).isEqualTo("/b/_search");
      assertThat(seen(river, "/b/_doc/1")).isEqualTo("/b/_doc/1");
    }
  }

  @Test
  void shouldUseTheCopiesThatLiveWhileANodeIsOut() throws IOException {
    try (GatewayFixture river = river(true, Copies.OWN)) {
      await().untilAsserted(() -> assertThat(seen(river, "/b/_search")).endsWith(OWN));
      await().untilAsserted(() -> assertThat(seen(river, "/b/_doc/1")).endsWith(OTHERS));

      heavy.answerHealthWith(head("HTTP/1.1 500 No", "Content-Length: 0"));
      await().until(() -> river.endpoint(heavy).state() == EndpointStatus.State.DOWN);

      await().untilAsserted(() -> assertThat(seen(river, "/b/_search")).endsWith(OTHERS));
    }
  }

  private GatewayFixture river(boolean reserved, Copies copies) {
    LaneSettings searches =
        lane("heavy", 100, Operation.SEARCH)
            .at(
                new LaneEndpointsSettings(
                    List.of(), List.of(heavy.name()), reserved, WhenNoneIsUp.USE_OTHERS, copies))
            .build();
    FixtureSettings settings =
        new FixtureSettings()
            .preferLiveNodes()
            .checkEvery(Duration.ofMillis(100))
            .lanes(searches, lane("rest", 100).build());
    return GatewayFixture.start(settings, usual, heavy);
  }

  private static String seen(GatewayFixture river, String target) throws IOException {
    return river.exchange(get(target)).body();
  }

  private static ScriptedUpstream knowing(String id) {
    return ScriptedUpstream.start(
        Script.answering(
            request -> {
              String target = request.target();
              return target.startsWith("/_nodes/_local")
                  ? ok("{\"nodes\":{\"" + id + "\":{\"name\":\"n\"}}}")
                  : ok(target);
            }));
  }
}
