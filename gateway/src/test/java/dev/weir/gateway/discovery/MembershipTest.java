package dev.weir.gateway.discovery;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.OwnRegistrySettings;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that come, go and change while requests pass. */
class MembershipTest {
  @TempDir Path folder;
  private final FakeSource source = new FakeSource();

  private DiscoverySettings discovery() {
    return DiscoverySettings.defaults()
        .withRegistry(OwnRegistrySettings.of("search"))
        .withFolder(folder);
  }

  private FixtureSettings learning() {
    return new FixtureSettings().discovery(discovery()).source(source);
  }

  private static ScriptedUpstream node(String name) {
    return ScriptedUpstream.answering(ok(name));
  }

  private static ClusterStatus cluster(GatewayFixture river) {
    return river.status().clusters().getFirst();
  }

  private static List<String> names(GatewayFixture river) {
    return cluster(river).endpoints().stream().map(EndpointStatus::name).toList();
  }

  @Test
  void shouldServeFromTheNodesOfTheConfigurationUntilTheSourceIsHeard() throws Exception {
    try (ScriptedUpstream first = node("first");
        ScriptedUpstream second = node("second");
        GatewayFixture river = GatewayFixture.start(learning(), first)) {
      assertThat(river.exchange(get("/")).body()).isEqualTo("first");
      assertThat(cluster(river).membership().heard()).isFalse();

      source.lists(second.uri());

      assertThat(river.exchange(get("/")).body()).isEqualTo("second");
      assertThat(names(river)).containsExactly(second.name());
      assertThat(cluster(river).membership().heard()).isTrue();
      assertThat(cluster(river).membership().source()).isEqualTo("registry search");
    }
  }

  @Test
  void shouldServeFromTheLastListAfterARestartWithTheSourceAway() throws Exception {
    try (ScriptedUpstream node = node("kept")) {
      try (GatewayFixture river = GatewayFixture.start(learning(), node)) {
        source.lists(
            List.of(Instance.of(node.uri()).withWeight(7).withZone("a").withServerName("kept")));
        assertThat(names(river)).containsExactly(node.name());
      }
      assertThat(source.closed).isTrue();

      try (GatewayFixture river = GatewayFixture.start(learning())) {
        assertThat(river.exchange(get("/")).body()).isEqualTo("kept");
        assertThat(cluster(river).endpoints().getFirst().weight()).isEqualTo(7);
        assertThat(cluster(river).endpoints().getFirst().zone()).isEqualTo("a");
        assertThat(cluster(river).membership().heard()).isFalse();
      }
    }
  }

  @Test
  void shouldTakeNoListThatIsNotWholeOrAnotherSources() throws Exception {
    try (ScriptedUpstream node = node("configured");
        ScriptedUpstream other = node("other")) {
      String whole =
          "{\"cluster\":\"main\",\"source\":\"registry search\",\"instances\":[{\"address\":\"%s\"}],\"count\":1}"
              .formatted(other.uri());
      List<String> wrong =
          List.of(
              "",
              "{}",
              "null",
              whole.substring(0, whole.length() - 5),
              whole.replace("count\":1", "count\":2"),
              whole.replace("registry search", "etcd /search/"),
              whole.replace("main", "bills"),
              whole.replace("http:", "ftp:"),
              "\0\0\0\0");
      for (String text : wrong) {
        Files.writeString(folder.resolve("main.json"), text);
        try (GatewayFixture river = GatewayFixture.start(learning(), node)) {
          assertThat(river.exchange(get("/")).body()).as(text).isEqualTo("configured");
        }
      }
      Files.writeString(folder.resolve("main.json"), whole);
      try (GatewayFixture river = GatewayFixture.start(learning(), node)) {
        assertThat(river.exchange(get("/")).body()).isEqualTo("other");
      }
    }
  }

  @Test
  void shouldServeThoughTheLastListCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("file"), "in the way");
    FixtureSettings settings =
        new FixtureSettings()
            .discovery(discovery().withFolder(folder.resolve("file")))
            .source(source);
    try (ScriptedUpstream first = node("first");
        ScriptedUpstream second = node("second");
        GatewayFixture river = GatewayFixture.start(settings, first)) {
      source.lists(second.uri());

      assertThat(river.exchange(get("/")).body()).isEqualTo("second");
    }
  }

  @Test
  void shouldDoubtASourceThatNamesNobody() throws Exception {
    try (ScriptedUpstream node = node("x");
        GatewayFixture river = GatewayFixture.start(learning(), node)) {
      source.lists(node.uri());

      source.lists(List.of());

      assertThat(cluster(river).membership().doubted()).isTrue();
      assertThat(river.exchange(get("/")).status()).isEqualTo(200);
      source.lists(node.uri());
      assertThat(cluster(river).membership().doubted()).isFalse();
    }
  }

  @Test
  void shouldTellOfASourceThatFails() throws Exception {
    try (ScriptedUpstream node = node("x");
        GatewayFixture river = GatewayFixture.start(learning(), node)) {
      source.lists(node.uri());

      source.fails("it is on fire");

      assertThat(cluster(river).membership().problem()).isEqualTo("it is on fire");
      assertThat(cluster(river).membership().failures()).isEqualTo(1);
      source.lists(node.uri());
      assertThat(cluster(river).membership().problem()).isNull();
    }
  }

  @Test
  void shouldLetASuspectGoThatDoesNotAnswerAndKeepOneThatDoes() throws Exception {
    ScriptedUpstream answering = node("x");
    ScriptedUpstream dead = node("x");
    try (answering;
        dead;
        GatewayFixture river = GatewayFixture.start(learning(), answering)) {
      source.lists(answering.uri(), dead.uri());
      dead.kill();

      source.lists(
          List.of(
              Instance.of(answering.uri()).withPhase(Instance.Phase.SUSPECT),
              Instance.of(dead.uri()).withPhase(Instance.Phase.SUSPECT)));

      await().until(() -> names(river).equals(List.of(answering.name())));
      assertThat(river.exchange(get("/")).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldKeepByPolicyWhatIsNamedNoLongerButAnswers() throws Exception {
    FixtureSettings settings =
        new FixtureSettings()
            .discovery(discovery().withMissing(DiscoverySettings.Missing.PROBE))
            .source(source);
    ScriptedUpstream gone = node("x");
    try (ScriptedUpstream stays = node("x");
        gone;
        GatewayFixture river = GatewayFixture.start(settings, stays)) {
      source.lists(stays.uri(), gone.uri());

      source.lists(stays.uri());
      await()
          .during(Duration.ofMillis(1500))
          .untilAsserted(
              () -> assertThat(names(river)).containsExactlyInAnyOrder(stays.name(), gone.name()));
      gone.kill();

      await().until(() -> names(river).equals(List.of(stays.name())));
    }
  }

  @Test
  void shouldEndWhatADrainedOrRemovedEndpointHasBegun() throws Exception {
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
    try (ScriptedUpstream leaving = ScriptedUpstream.start(halfway);
        ScriptedUpstream stays = node("stays");
        GatewayFixture river = GatewayFixture.start(learning(), leaving);
        RawClient client = river.connect()) {
      source.lists(leaving.uri());
      client.send(get("/")).readHead();

      source.lists(
          List.of(
              Instance.of(leaving.uri()).withPhase(Instance.Phase.DRAINING),
              Instance.of(stays.uri())));
      assertThat(river.endpoint(leaving).state()).isEqualTo(EndpointStatus.State.DRAINING);
      for (int i = 0; i < 20; i++) {
        assertThat(river.exchange(get("/")).body()).isEqualTo("stays");
      }
      source.lists(stays.uri());
      assertThat(names(river)).containsExactly(stays.name());
      leave.countDown();

      assertThat(client.read()).isEqualTo('a');
      assertThat(client.read()).isEqualTo('b');
    }
  }

  @Test
  void shouldTakeChangesByHandAtOnceOverWhatTheSourceSays() throws Exception {
    try (ScriptedUpstream first = node("first");
        ScriptedUpstream second = node("second");
        GatewayFixture river = GatewayFixture.start(learning(), first)) {
      source.lists(first.uri());

      change(river, new EndpointChange.Add(Instance.of(second.uri())));
      change(river, new EndpointChange.Drain(first.uri()));
      source.lists(first.uri());
      assertThat(river.exchange(get("/")).body()).isEqualTo("second");
      assertThat(river.endpoint(first).state()).isEqualTo(EndpointStatus.State.DRAINING);

      change(river, new EndpointChange.Restore(first.uri()));
      change(river, new EndpointChange.Weigh(first.uri(), 300));
      change(river, new EndpointChange.Remove(second.uri()));
      assertThat(river.exchange(get("/")).body()).isEqualTo("first");
      assertThat(river.endpoint(first).weight()).isEqualTo(300);
      assertThat(names(river)).containsExactly(first.name());
    }
  }

  @Test
  void shouldRefuseChangesByHandThatCannotBeMade() throws Exception {
    try (ScriptedUpstream node = node("x");
        GatewayFixture river = GatewayFixture.before(node)) {
      URI unknown = URI.create("http://127.0.0.1:1");

      assertThatThrownBy(() -> change(river, new EndpointChange.Remove(unknown)))
          .hasMessageContaining("http://127.0.0.1:1");
      assertThatThrownBy(() -> change(river, new EndpointChange.Remove(node.uri())))
          .hasMessageContaining("no endpoint");
      assertThatThrownBy(() -> change(river, new EndpointChange.Drain(node.uri())))
          .hasMessageContaining("no endpoint");
      assertThatThrownBy(
              () ->
                  change(
                      river,
                      new EndpointChange.Add(Instance.of(URI.create("https://127.0.0.1:1")))))
          .hasMessageContaining("without TLS");
      assertThat(river.gateway().change("other", List.of())).isFalse();
      assertThat(names(river)).containsExactly(node.name());
    }
  }

  private static void change(GatewayFixture river, EndpointChange... changes) {
    assertThat(river.gateway().change("main", List.of(changes))).isTrue();
  }

  /** A thousand changes, of both kinds, while requests pass: not one of them fails. */
  @Test
  void shouldFailNoRequestWhileEndpointsAndWeightsChangeAThousandTimes() throws Exception {
    List<ScriptedUpstream> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(node("node" + i));
    }
    Random random = new Random(3);
    try (GatewayFixture river =
            GatewayFixture.start(learning().eventLoops(2), nodes.toArray(ScriptedUpstream[]::new));
        Load load = Load.on(river, 8)) {
      for (int i = 0; i < 500; i++) {
        List<Instance> list = new ArrayList<>();
        for (ScriptedUpstream node : nodes) {
          if (list.isEmpty() || random.nextBoolean()) {
            Instance.Phase phase =
                random.nextInt(4) == 0 ? Instance.Phase.DRAINING : Instance.Phase.UP;
            list.add(Instance.of(node.uri()).withWeight(1 + random.nextInt(1000)).withPhase(phase));
          }
        }
        source.lists(list);
        byHand(river, nodes.get(random.nextInt(nodes.size())).uri(), random);
        long answered = load.answered();
        await().until(() -> load.answered() > answered + 4);
      }
      assertThat(load.answered()).isGreaterThan(2_000);
      assertThat(cluster(river).membership().changes()).isGreaterThan(1_000);
      load.assertNothingFailed();
    } finally {
      nodes.forEach(ScriptedUpstream::close);
    }
  }

  private static void byHand(GatewayFixture river, URI endpoint, Random random) {
    EndpointChange change =
        switch (random.nextInt(5)) {
          case 0 -> new EndpointChange.Add(Instance.of(endpoint));
          case 1 -> new EndpointChange.Remove(endpoint);
          case 2 -> new EndpointChange.Drain(endpoint);
          case 3 -> new EndpointChange.Weigh(endpoint, 1 + random.nextInt(1000));
          default -> new EndpointChange.Restore(endpoint);
        };
    try {
      change(river, change);
    } catch (IllegalArgumentException e) {
      // It would have left nobody, or nobody knows that endpoint now: refused, as it should be.
      assertThat(e).hasMessageMatching("(?s).*(no endpoint|address:).*");
    }
  }
}
