package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While a node is out, reads are told to keep to the shards of the others. */
class LiveNodesTest {
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

  private static Script knowing(String id) {
    return Script.answering(
        request ->
            ok(
                request.target().startsWith("/_nodes/_local")
                    ? "{\"nodes\":{\"" + id + "\":{\"name\":\"n\"}}}"
                    : request.target()));
  }
}
