package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Drain and reload: nothing in flight is cut. */
class LifeCycleTest {
  @Test
  void shouldLetExchangesInFlightEnd() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream node = ScriptedUpstream.start(holdingUntil(leave));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));
      node.takeRequest();
      CompletableFuture<Integer> cut =
          CompletableFuture.supplyAsync(() -> river.gateway().drain(Duration.ofSeconds(10)));
      await().until(() -> river.status().draining());

      leave.countDown();

      Message response = client.readResponse();
      assertThat(response.body()).isEqualTo("whole");
      assertThat(response.head().holds("Connection", "close")).isTrue();
      client.assertGone();
      assertThat(cut.get()).isZero();
      assertThat(river.awaitEnd().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  @Test
  void shouldLetAnAnswerInFlightEnd() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    Script halfway =
        connection -> {
          if (connection.readRequest() != null) {
            connection.send(head("HTTP/1.1 200 OK", "Content-Length: 2") + "a");
            Latches.await(leave);
            connection.send("b");
            connection.hold();
          }
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(halfway);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/")).readHead();
      CompletableFuture<Integer> cut =
          CompletableFuture.supplyAsync(() -> river.gateway().drain(Duration.ofSeconds(10)));
      await().until(() -> river.status().draining());

      leave.countDown();

      assertThat(client.readUntilGone()).isEqualTo("ab");
      assertThat(cut.get()).isZero();
    }
  }

  @Test
  void shouldCloseIdleConnectionsAndRefuseNewOnes() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node);
        RawClient idle = river.connect()) {
      idle.send(get("/")).readResponse();
      InetSocketAddress address = river.address();

      int cut = river.gateway().drain(Duration.ofSeconds(5));

      assertThat(cut).isZero();
      idle.assertGone();
      assertThatThrownBy(() -> RawClient.connect(address).close())
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void shouldCutWhatIsLeftAfterTheBound() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));
      node.takeRequest();

      int cut = river.gateway().drain(Duration.ofMillis(200));

      assertThat(cut).isEqualTo(1);
      client.readUntilGone();
    }
  }

  @Test
  void shouldCutEverythingAtClose() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(Script.silent());
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(get("/"));
      node.takeRequest();

      river.gateway().close();

      client.readUntilGone();
      assertThat(river.ends()).hasSize(1);
    }
  }

  @Test
  void shouldNotMindBeingClosedTwice() {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {
      river.gateway().close();

      river.gateway().close();

      assertThat(river.status().connections()).isZero();
    }
  }

  @Test
  void shouldDropNothingWhenReloadedUnderLoad() throws Exception {
    try (ScriptedUpstream first = ScriptedUpstream.answering(ok("1"));
        ScriptedUpstream second = ScriptedUpstream.answering(ok("2"));
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().eventLoops(2), first, second)) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      List<CompletableFuture<Void>> load = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        load.add(CompletableFuture.runAsync(() -> load(river, stop, answered)));
      }
      List<List<ScriptedUpstream>> choices =
          List.of(List.of(first), List.of(second), List.of(second, first));

      for (int i = 0; i < 30; i++) {
        FixtureSettings settings = new FixtureSettings().eventLoops(2);
        choices.get(i % 3).forEach(settings::node);
        river.gateway().reload(settings.build());
        int before = answered.get();
        await().until(() -> answered.get() > before + 20);
      }

      stop.set(true);
      for (CompletableFuture<Void> client : load) {
        assertThat(client).succeedsWithin(Duration.ofSeconds(10));
      }
      assertThat(river.ends()).allMatch(end -> end.outcome() == Outcome.ANSWERED);
    }
  }

  @Test
  void shouldSendNewRequestsToTheNodesOfNewSettings() throws IOException {
    try (ScriptedUpstream before = ScriptedUpstream.answering(ok("before"));
        ScriptedUpstream after = ScriptedUpstream.answering(ok("after"));
        GatewayFixture river = GatewayFixture.before(before);
        RawClient client = river.connect()) {
      client.send(get("/")).readResponse();

      river.gateway().reload(new FixtureSettings().node(after).build());

      assertThat(client.send(get("/")).readResponse().body()).isEqualTo("after");
      assertThat(river.status().clusters().getFirst().endpoints())
          .extracting("name")
          .containsExactly(after.name());
      await().until(() -> before.openConnections() == 0);
    }
  }

  @Test
  void shouldEndAnExchangeAsItBeganWhenReloaded() throws IOException {
    CountDownLatch leave = new CountDownLatch(1);
    try (ScriptedUpstream before = ScriptedUpstream.start(holdingUntil(leave));
        ScriptedUpstream after = ScriptedUpstream.answering(ok("after"));
        GatewayFixture river = GatewayFixture.before(before);
        RawClient client = river.connect()) {
      client.send(get("/"));
      before.takeRequest();

      river.gateway().reload(new FixtureSettings().node(after).build());
      leave.countDown();

      assertThat(client.readResponse().body()).isEqualTo("whole");
      await().until(() -> before.openConnections() == 0);
    }
  }

  @Test
  void shouldChangeNothingWhenNewSettingsAreWrong() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = GatewayFixture.before(node)) {
      FixtureSettings wrong =
          new FixtureSettings()
              .node(ScriptedUpstream.refusing())
              .filter(new FilterSettings("no-such-filter", Map.of()));

      assertThatThrownBy(() -> river.gateway().reload(wrong.build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no-such-filter");

      assertThat(river.exchange(get("/")).body()).isEqualTo("x");
    }
  }

  private static void load(GatewayFixture river, AtomicBoolean stop, AtomicInteger answered) {
    try (RawClient client = RawClient.connect(river.address())) {
      while (!stop.get()) {
        Message response = client.send(get("/bills/_search")).readResponse();
        if (response.status() != 200 || response.head().holds("Connection", "close")) {
          throw new AssertionError(response.head().raw());
        }
        answered.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Script holdingUntil(CountDownLatch latch) {
    return Script.answering(
        request -> {
          Latches.await(latch);
          return ok("whole");
        });
  }
}
