package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While a node is out, reads are told to keep to the shards of the others. */
class LiveNodesTest {
  private final AtomicBoolean hanging = new AtomicBoolean();
  private ScriptedUpstream first;
  private ScriptedUpstream second;
  private GatewayFixture river;

  @BeforeEach
  void start() {
    first = ScriptedUpstream.start(knowing("id-1"));
    second = ScriptedUpstream.start(knowing("id-2"));
    river =
        GatewayFixture.start(
            new FixtureSettings().preferLiveNodes().checkEvery(Duration.ofMillis(50)),
            first,
            second);
  }

  @AfterEach
  void stop() {
    river.close();
    first.close();
    second.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/b/_search,/b/_search?preference=_prefer_nodes:id-1",
    "/b/_count?q=1,/b/_count?q=1&preference=_prefer_nodes:id-1",
    "/b/_doc/1,/b/_doc/1?preference=_prefer_nodes:id-1",
    "/_mget,/_mget?preference=_prefer_nodes:id-1"
  })
  void shouldPreferTheNodesThatAreWell(String target, String sent) throws IOException {
    takeSecondDown();

    assertThat(seen(target)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/b/_search?preference=mine",
        "/_search",
        "/b/_msearch",
        "/_cluster/health",
        "/b/_search?scroll=1m"
      })
  void shouldLeaveAloneWhatChoosesForItselfOrTakesNone(String target) throws IOException {
    takeSecondDown();

    assertThat(seen(target)).isEqualTo(target);
  }

  @Test
  void shouldLeaveRequestsAsTheyAreWhileAllIsWell() throws IOException {
    awaitIds();

    for (int i = 0; i < 4; i++) {
      assertThat(seen("/b/_search")).isEqualTo("/b/_search");
    }
  }

  @Test
  void shouldAskOnceMoreForWhatHangsOnAShardOfANodeThatIsOut() throws IOException {
    awaitIds();
    hanging.set(true);

    try (RawClient client = river.connect()) {
      client.send(head("GET /b/_search HTTP/1.1", "Host: a"));
      second.answerHealthWith(head("HTTP/1.1 500 No", "Content-Length: 0"));

      assertThat(client.readResponse().body()).endsWith("preference=_prefer_nodes:id-1");
    }
  }

  @Test
  void shouldKnowANodeAgainThatHasJustComeBack() throws IOException {
    takeSecondDown();
    second.answerHealthWith(ok("{}"));
    await().until(() -> river.endpoint(second).state() == EndpointStatus.State.UP);

    first.answerHealthWith(head("HTTP/1.1 500 No", "Content-Length: 0"));
    await().until(() -> river.endpoint(first).state() == EndpointStatus.State.DOWN);

    assertThat(seen("/b/_search")).isEqualTo("/b/_search?preference=_prefer_nodes:id-2");
  }

  private String seen(String target) throws IOException {
    try (RawClient client = river.connect()) {
      return client.send(head("GET " + target + " HTTP/1.1", "Host: a")).readResponse().body();
    }
  }

  private void takeSecondDown() {
    awaitIds();
    second.answerHealthWith(head("HTTP/1.1 500 No", "Content-Length: 0"));
    await().until(() -> river.endpoint(second).state() == EndpointStatus.State.DOWN);
  }

  private void awaitIds() {
    await()
        .untilAsserted(
            () -> {
              assertThat(first.requests()).anyMatch(seen -> seen.target().contains("_local"));
              assertThat(second.requests()).anyMatch(seen -> seen.target().contains("_local"));
            });
  }

  /** Knows its id; hangs if it is told to, unless it is asked to keep to some nodes. */
  private Script knowing(String id) {
    return connection -> {
      Message request = connection.readRequest();
      while (request != null) {
        String target = request.target();
        if (target.startsWith("/_nodes/_local")) {
          connection.send(ok("{\"nodes\":{\"" + id + "\":{\"name\":\"n\"}}}"));
        } else if (!hanging.get() || target.contains("preference")) {
          connection.send(ok(target));
        }
        request = connection.readRequest();
      }
    };
  }
}
