package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the client and the node of the tests can be believed, without a gateway between. */
class HarnessTest {
  @Test
  void shouldCarryARequestAndItsAnswer() throws IOException {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(
                Script.answering(request -> ScriptedUpstream.ok(request.body())));
        RawClient client = connect(upstream)) {
      client.send("PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.sendSlowly("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n", Duration.ofMillis(1));

      Message response = client.readResponse();

      assertThat(response.body()).isEqualTo("abcde");
      assertThat(upstream.takeRequest().trailers()).containsExactly(new Field("T", "1"));
      assertThat(upstream.violations()).isEmpty();
    }
  }

  @Test
  void shouldRecordWhatCameByteForByte() throws IOException {
    String request = "GET /\u00e4%zz HTTP/1.1\r\nhOsT:a \r\nX:\u00ff\r\n\r\n";
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(ScriptedUpstream.ok(""));
        RawClient client = connect(upstream)) {

      client.send(request).readResponse();

      assertThat(upstream.received()).isEqualTo(request);
    }
  }

  @Test
  void shouldAnswerHealthChecksApart() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(ScriptedUpstream.ok("x"));
        RawClient client = connect(upstream)) {
      client.send("GET " + ScriptedUpstream.HEALTH_PATH + " HTTP/1.1\r\nHost: a\r\n\r\n");

      Message response = client.readResponse();

      assertThat(response.body()).isEqualTo("{}");
      assertThat(upstream.requests()).isEmpty();
      assertThat(upstream.connections()).isEmpty();
    }
  }

  @Test
  void shouldShowAReset() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.resetting());
        RawClient client = connect(upstream)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThatThrownBy(client::readResponse).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void shouldShowATruncatedBody() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab";
    try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.send(half));
        RawClient client = connect(upstream)) {

      assertThatThrownBy(client::readResponse).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void shouldSeeThatAConnectionWasLeaked() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.silent());
        RawClient client = connect(upstream)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> !upstream.requests().isEmpty());

      assertThatThrownBy(upstream::assertAbandoned).hasMessageContaining("leaked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\rX: b\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n",
      })
  void shouldTakeNothingThatIsNoRequest(String request) {
    WireReader reader =
        new WireReader(new ByteArrayInputStream(request.getBytes(StandardCharsets.ISO_8859_1)));

    assertThatThrownBy(reader::readRequest).isInstanceOf(ProtocolViolation.class);
  }

  @Test
  void shouldFindABufferThatLeaked() throws InterruptedException {
    leak();

    List<String> found = LeakWatch.collect();

    assertThat(found).hasSize(1);
  }

  private static void leak() {
    var _ = ByteBufAllocator.DEFAULT.directBuffer(16);
  }

  private static RawClient connect(ScriptedUpstream upstream) {
    return RawClient.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), upstream.port()));
  }
}
