package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneEndpointsSettings.Copies;
import dev.weir.gateway.settings.LaneEndpointsSettings.WhenNoneIsUp;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane can have endpoints and connections of its own, and follows its requests to a standby. */
class LaneSharesTest {
  private static final String SEARCH = get("/bills/_search");
  private static final String DOCUMENT = get("/bills/_doc/1");

  /** A search's answer needs a permit. */
  private final Semaphore answers = new Semaphore(1_000);

  private final ScriptedUpstream usual = node("usual");
  private final ScriptedUpstream dedicated = node("dedicated");

  private ScriptedUpstream node(String name) {
    return ScriptedUpstream.start(
        Script.answering(
            request -> {
              if (request.target().endsWith("_search")) {
                answers.acquireUninterruptibly();
              }
              return ok(name);
            }));
  }

  @AfterEach
  void close() {
    answers.release(1_000);
    usual.close();
    dedicated.close();
  }

  private LaneSettings searches(boolean reserved, WhenNoneIsUp otherwise) {
    return lane("heavy", 100, Operation.SEARCH)
        .at(
            new LaneEndpointsSettings(
                List.of(), List.of(dedicated.name()), reserved, otherwise, Copies.ANY))
        .build();
  }

  private GatewayFixture river(LaneSettings... lanes) {
    FixtureSettings settings =
        new FixtureSettings().checkEvery(Duration.ofMillis(100)).lanes(lanes);
    return GatewayFixture.start(settings, usual, dedicated);
  }

  private static List<String> bodies(GatewayFixture river, String request) throws IOException {
    String[] bodies = new String[10];
    for (int i = 0; i < bodies.length; i++) {
      Message answer = river.exchange(request);
      bodies[i] = answer.status() == 200 ? answer.body() : Integer.toString(answer.status());
    }
    return List.of(bodies);
  }

  private static @Nullable List<String> endpoints(GatewayFixture river, int lane) {
    return river.status().admission().lanes().get(lane).endpoints();
  }

  private static void awaitDown(GatewayFixture river, ScriptedUpstream node) {
    await().until(() -> river.endpoint(node).state() == EndpointStatus.State.DOWN);
  }

  @Test
  void shouldSendALanesRequestsToItsEndpoints() throws IOException {
    try (GatewayFixture river = river(searches(false, WhenNoneIsUp.USE_OTHERS))) {
      assertThat(bodies(river, SEARCH)).containsOnly("dedicated");
      assertThat(bodies(river, DOCUMENT)).contains("usual", "dedicated");
    }
  }

  @Test
  void shouldKeepOthersAwayFromWhatIsReserved() throws IOException {
    LaneSettings rest = lane("rest", 100, Operation.COUNT).build();
    try (GatewayFixture river = river(searches(true, WhenNoneIsUp.USE_OTHERS), rest)) {
      assertThat(bodies(river, SEARCH)).containsOnly("dedicated");
      assertThat(bodies(river, DOCUMENT)).containsOnly("usual");
      assertThat(bodies(river, get("/bills/_count"))).containsOnly("usual");
      assertThat(endpoints(river, 0)).containsExactly(dedicated.name());
      assertThat(endpoints(river, 1)).containsExactly(usual.name());

      usual.kill();
      awaitDown(river, usual);

      assertThat(bodies(river, DOCUMENT)).containsOnly("dedicated");
    }
  }

  @Test
  void shouldUseTheOthersWhenNoneOfItsOwnIsUp() throws IOException {
    try (GatewayFixture river = river(searches(true, WhenNoneIsUp.USE_OTHERS))) {
      dedicated.kill();
      awaitDown(river, dedicated);

      assertThat(bodies(river, SEARCH)).containsOnly("usual");
    }
  }

  @Test
  void shouldRefuseWhenNoneOfItsOwnIsUpIfThatIsWanted() throws IOException {
    try (GatewayFixture river = river(searches(true, WhenNoneIsUp.REFUSE))) {
      dedicated.kill();
      awaitDown(river, dedicated);

      assertThat(river.exchange(SEARCH).status()).isBetween(502, 503);
      assertThat(usual.requests()).isEmpty();
      assertThat(bodies(river, DOCUMENT)).containsOnly("usual");
    }
  }

  @Test
  void shouldKnowItsEndpointsByTheirRolesWhenTheyCome() throws IOException {
    LaneSettings heavy =
        lane("heavy", 100, Operation.SEARCH)
            .at(
                new LaneEndpointsSettings(
                    List.of("coordinating_only"),
                    List.of(),
                    true,
                    WhenNoneIsUp.USE_OTHERS,
                    Copies.ANY))
            .build();
    FixtureSettings settings =
        new FixtureSettings().checkEvery(Duration.ofMillis(100)).lanes(heavy);
    try (GatewayFixture river = GatewayFixture.start(settings, usual)) {
      assertThat(bodies(river, SEARCH)).containsOnly("usual");

      Instance joining = Instance.of(dedicated.uri()).withRoles(Set.of("remote_cluster_client"));
      river.gateway().change("main", List.of(new EndpointChange.Add(joining)));
      await().until(() -> river.endpoint(dedicated).state() == EndpointStatus.State.UP);

      assertThat(bodies(river, SEARCH)).containsOnly("dedicated");
      assertThat(bodies(river, DOCUMENT)).containsOnly("usual");
    }
  }

  @Test
  void shouldLeaveOthersTheirConnectionsWhenALaneHasUsedUpItsOwn() throws IOException {
    LaneSettings heavy = lane("heavy", 100, Operation.SEARCH).connections(1).build();
    FixtureSettings settings =
        new FixtureSettings().pool(1, 10, Duration.ofSeconds(5)).lanes(heavy);
    answers.drainPermits();
    try (GatewayFixture river = GatewayFixture.start(settings, usual);
        RawClient first = river.connect();
        RawClient second = river.connect()) {
      first.send(SEARCH);
      await().until(() -> usual.requests().size() == 1);
      second.send(SEARCH);
      await().until(() -> river.endpoint(usual).waiting() == 1);

      assertThat(bodies(river, DOCUMENT)).containsOnly("usual");

      assertThat(river.endpoint(usual).connections()).isEqualTo(2);
      assertThat(river.endpoint(usual).waiting()).isEqualTo(1);
      answers.release(2);
      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldCloseTheConnectionsOfALaneThatIsThereNoLonger() throws IOException {
    LaneSettings heavy = lane("heavy", 100, Operation.SEARCH).connections(1).build();
    FixtureSettings settings =
        new FixtureSettings().node(usual).poolIdleTimeout(Duration.ofMillis(100)).lanes(heavy);
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
      assertThat(river.endpoint(usual).connections()).isEqualTo(1);

      river.gateway().reload(settings.lanes().build());

      await().until(() -> river.endpoint(usual).connections() == 0);
      assertThat(river.exchange(SEARCH).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldPutReadsThatTheStandbyServesIntoItsLane() throws IOException {
    LaneSettings first = lane("first", 5).build();
    LaneSettings second = lane("second", 1).in("standby").build();
    FixtureSettings settings = new FixtureSettings().standby(dedicated).lanes(first, second);
    answers.drainPermits();
    try (GatewayFixture river = GatewayFixture.start(settings, usual);
        RawClient client = river.connect()) {
      usual.kill();
      client.send(SEARCH);
      await().until(() -> status(river, 1).active() == 1);

      assertThat(status(river, 0).active()).isZero();
      Message refused = river.exchange(SEARCH);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body()).contains("lane [second] of cluster [standby]");

      answers.release();
      assertThat(client.readResponse().body()).isEqualTo("dedicated");
      await().until(() -> status(river, 1).active() == 0);
    }
  }

  private static LaneStatus status(GatewayFixture river, int number) {
    return river.status().admission().lanes().get(number);
  }
}
