package dev.weir.gateway.admission;

import static dev.weir.gateway.admission.LaneBuilder.lane;
import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.CallerSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane holds so many requests, and lets so many wait; what is too much harms no other lane. */
class LanesTest {
  private static final String SEARCH = get("/bills/_search");
  private static final String BULK = withBody("POST", "/bills/_bulk", "{}\n");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** An answer needs a permit. */
  private final Semaphore answers = new Semaphore(0);

  private final ScriptedUpstream node = ScriptedUpstream.start(withPermits(answers));
  private final List<RawClient> clients = new ArrayList<>();

  private static Script withPermits(Semaphore permits) {
    return Script.answering(
        request -> {
          if (request.target().endsWith("_search")) {
            permits.acquireUninterruptibly();
          }
          return ok("{}");
        });
  }

  @AfterEach
  void close() {
    answers.release(1_000);
    clients.forEach(RawClient::close);
    node.close();
  }

  private GatewayFixture river(LaneSettings... lanes) {
    return GatewayFixture.start(new FixtureSettings().lanes(lanes), node);
  }

  private RawClient ask(GatewayFixture river, String request) throws IOException {
    RawClient client = river.connect();
    clients.add(client);
    return client.send(request);
  }

  private static LaneStatus status(GatewayFixture river, int number) {
    return river.status().admission().lanes().get(number);
  }

  private static void awaitIn(GatewayFixture river, int active, int waiting) {
    await()
        .untilAsserted(
            () -> {
              assertThat(status(river, 0).active()).isEqualTo(active);
              assertThat(status(river, 0).waiting()).isEqualTo(waiting);
            });
  }

  @Test
  void shouldLetSomeWaitAndTurnTheRestAway() throws IOException {
    try (GatewayFixture river = river(lane("all", 1).waiting(1, SECOND).build())) {
      RawClient first = ask(river, SEARCH);
      awaitIn(river, 1, 0);
      RawClient second = ask(river, SEARCH);
      awaitIn(river, 1, 1);

      Message refused = ask(river, SEARCH).readResponse();

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isNotNull();
      assertThat(refused.body())
          .contains(
              "\"type\":\"lane_full_exception\"", "1 requests under way of 1, 1 waiting of 1");
      assertThat(node.requests()).hasSize(1);
      answers.release(2);
      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
      awaitIn(river, 0, 0);
      assertThat(status(river, 0).admitted()).isEqualTo(2);
      assertThat(status(river, 0).waited()).isEqualTo(1);
      assertThat(status(river, 0).waitedNanos()).isPositive();
      assertThat(river.awaitEnds(3))
          .extracting(Ended::lane, end -> end.waitedNanos() > 0)
          .containsExactly(tuple("all", false), tuple("all", false), tuple("all", true));
      assertThat(status(river, 0).refused()).containsEntry("unknown", 1L);
    }
  }

  @Test
  void shouldTurnAwayWhatHasWaitedTooLong() throws IOException {
    try (GatewayFixture river = river(lane("all", 1).waiting(5, Duration.ofMillis(200)).build())) {
      ask(river, SEARCH);
      awaitIn(river, 1, 0);

      Message late = ask(river, SEARCH).readResponse();

      assertThat(late.status()).isEqualTo(429);
      assertThat(late.body()).contains("it waited in vain");
      awaitIn(river, 1, 0);
      answers.release();
    }
  }

  @Test
  void shouldGiveThePlaceOfAClientThatHasGoneToTheNext() throws IOException {
    try (GatewayFixture river = river(lane("all", 1).waiting(1, SECOND).build())) {
      RawClient first = ask(river, SEARCH);
      awaitIn(river, 1, 0);
      RawClient second = ask(river, SEARCH);
      awaitIn(river, 1, 1);

      second.close();
      awaitIn(river, 1, 0);
      RawClient third = ask(river, SEARCH);
      awaitIn(river, 1, 1);
      answers.release(2);

      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(third.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldFreeALaneWhoseClientsHaveGone() throws IOException {
    try (GatewayFixture river = river(lane("all", 1).waiting(1, SECOND).build())) {
      RawClient first = ask(river, SEARCH);
      awaitIn(river, 1, 0);

      first.close();

      awaitIn(river, 0, 0);
      answers.release();
    }
  }

  @Test
  void shouldKeepLanesApart() throws IOException {
    try (GatewayFixture river =
        river(lane("readers", 1, Operation.SEARCH).build(), lane("rest", 10).build())) {
      ask(river, SEARCH);
      awaitIn(river, 1, 0);

      assertThat(ask(river, SEARCH).readResponse().status()).isEqualTo(429);
      assertThat(ask(river, BULK).readResponse().status()).isEqualTo(200);
      assertThat(status(river, 1).admitted()).isEqualTo(1);
      answers.release();
    }
  }

  @Test
  void shouldOnlyCountWhatItWouldRefuse() throws IOException {
    try (GatewayFixture river = river(lane("all", 1).observed().build())) {
      RawClient first = ask(river, SEARCH);
      awaitIn(river, 1, 0);
      RawClient second = ask(river, SEARCH);
      awaitIn(river, 2, 0);

      answers.release(2);

      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
      assertThat(status(river, 0).refused()).containsEntry("unknown", 1L);
      awaitIn(river, 0, 0);
    }
  }

  @Test
  void shouldHoldItsBoundUnderManyClients() throws Exception {
    answers.release(1_000);
    try (GatewayFixture river =
        river(lane("all", 3).waiting(100, Duration.ofSeconds(10)).build())) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        threads.add(Thread.ofVirtual().start(() -> askOften(river)));
      }
      for (Thread thread : threads) {
        thread.join();
      }

      awaitIn(river, 0, 0);
      assertThat(status(river, 0).admitted()).isEqualTo(400);
      assertThat(status(river, 0).refused()).isEmpty();
      assertThat(river.endpoint(node).connections()).isLessThanOrEqualTo(6);
    }
  }

  private static void askOften(GatewayFixture river) {
    try (RawClient client = river.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.send(SEARCH).readResponse().status()).isEqualTo(200);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldServeThoseThatWaitWhenALaneIsTakenAway() throws Exception {
    FixtureSettings settings =
        new FixtureSettings().node(node).lanes(lane("all", 1).waiting(5, SECOND).build());
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      RawClient first = ask(river, SEARCH);
      awaitIn(river, 1, 0);
      RawClient second = ask(river, SEARCH);
      awaitIn(river, 1, 1);

      river.gateway().reload(settings.lanes().build());
      answers.release(2);

      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldTakeRequestsByTheIndexThatTheyNameAndByTheirSize() throws IOException {
    String large = withBody("POST", "/bills/_bulk", "{}\n".repeat(100));
    try (GatewayFixture river =
        river(
            lane("logs", 9).of("logs-*").build(),
            lane("large", 9).from(200).build(),
            lane("rest", 9).build())) {
      answers.release(2);
      assertThat(ask(river, get("/logs-1/_search")).readResponse().status()).isEqualTo(200);
      assertThat(ask(river, large).readResponse().status()).isEqualTo(200);
      assertThat(ask(river, BULK).readResponse().status()).isEqualTo(200);
      assertThat(ask(river, SEARCH).readResponse().status()).isEqualTo(200);

      assertThat(status(river, 0).admitted()).isEqualTo(1);
      assertThat(status(river, 1).admitted()).isEqualTo(1);
      assertThat(status(river, 2).admitted()).isEqualTo(2);
    }
  }

  @Test
  void shouldNotSayThatARequestHasWaitedWhenItHadNoTimeTo() throws IOException {
    FixtureSettings settings =
        new FixtureSettings()
            .caller(new CallerSettings("X-Left", null, Duration.ZERO))
            .lanes(lane("all", 1).waiting(5, SECOND).build());
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      ask(river, SEARCH);
      awaitIn(river, 1, 0);

      Message late =
          ask(river, head("GET /bills/_search HTTP/1.1", "Host: a", "X-Left: 0")).readResponse();

      assertThat(late.status()).isEqualTo(429);
      assertThat(late.body()).contains("deadline is too near").doesNotContain("in vain");
      answers.release();
    }
  }

  @Test
  void shouldLearnWhileItIsOnlyObservedAndBeginWithThatWhenItIsEnforced() throws Exception {
    FixtureSettings settings =
        new FixtureSettings().node(node).lanes(lane("all", 0).observed().build());
    try (GatewayFixture river = GatewayFixture.start(settings)) {
      for (int i = 0; i < 40; i++) {
        clients.add(river.connect());
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                askAtOnce(river);
                return status(river, 0).bound() != 20;
              });
      int found = status(river, 0).bound();

      river.gateway().reload(settings.lanes(lane("all", 0).build()).build());

      assertThat(status(river, 0).observed()).isFalse();
      assertThat(status(river, 0).bound()).isEqualTo(found);
    }
  }

  private void askAtOnce(GatewayFixture river) throws IOException {
    for (RawClient client : clients) {
      client.send(SEARCH);
    }
    awaitIn(river, clients.size(), 0);
    answers.release(clients.size());
    for (RawClient client : clients) {
      assertThat(client.readResponse().status()).isEqualTo(200);
    }
    awaitIn(river, 0, 0);
  }
}
