package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Head;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.gateway.testing.SearchError;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No tunnel leads past the gateway. */
class UpgradesTest {
  private static final Script SWITCHING =
      connection -> {
        if (connection.readRequest() != null) {
          connection.send(
              head("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: h2c"));
          connection.send("\u0000\u0000\u0000\u0004\u0000");
          connection.hold();
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websocket", "TLS/1.2", "h2c, websocket"})
  void shouldNeverAskTheNodeToUpgrade(String protocol) throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("plain"));
        GatewayFixture river = GatewayFixture.before(node)) {
      String request =
          head(
              "GET / HTTP/1.1",
              "Host: a",
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: " + protocol,
              "HTTP2-Settings: AAMAAABkAAQAAP__");

      Message response = river.exchange(request);

      assertThat(response.body()).isEqualTo("plain");
      Head seen = node.takeRequest().head();
      assertThat(seen.all("Upgrade")).isEmpty();
      assertThat(seen.all("HTTP2-Settings")).isEmpty();
      assertThat(seen.holds("Connection", "Upgrade")).isFalse();
    }
  }

  @Test
  void shouldNotSendAnUpgradeOnThatConnectionDoesNotName() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("plain"));
        GatewayFixture river = GatewayFixture.before(node)) {
      river.exchange(
          head("GET / HTTP/1.1", "Host: a", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"));

      assertThat(node.takeRequest().head().endToEnd()).isEmpty();
    }
  }

  @Test
  void shouldNeverHandOnThatTheNodeSwitches() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.start(SWITCHING);
        GatewayFixture river = GatewayFixture.before(node)) {

      Message response = river.exchange(get("/"));

      assertThat(SearchError.of(response).status()).isEqualTo(502);
    }
  }
}
