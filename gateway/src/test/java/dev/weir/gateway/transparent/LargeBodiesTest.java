package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Latches;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred megabytes each way, past sides that stop reading for a while. */
class LargeBodiesTest {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 1600;
  private static final long LENGTH = (long) PIECE * PIECES;

  /**
   * What Weir may hold of a hundred megabytes: buffers of both sides, and the pool's own grain. The
   * kernel's buffers may hold as much again.
   */
  private static final long BOUND = 24L * 1024 * 1024;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldAnUploadBackWhileTheNodeDoesNotRead(boolean chunked) throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    Checksum received = new Checksum();
    Script script =
        connection -> {
          var head = connection.readHead();
          if (head == null) {
            return;
          }
          Latches.await(mayRead);
          connection.copyBody(head, received);
          connection.send(ok("done"));
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(Duration.ofSeconds(30)), node);
        RawClient client = river.connect()) {
      AtomicLong sent = new AtomicLong();
      client.send(uploadHead(chunked));
      Thread sender = Thread.ofVirtual().start(() -> send(client.outputStream(), chunked, sent));
      long held = awaitStandstill(sent);
      long directMemory = river.status().directMemory();

      mayRead.countDown();

      assertThat(client.readResponse().body()).isEqualTo("done");
      sender.join();
      assertThat(received.length()).isEqualTo(LENGTH);
      assertThat(received.value()).isEqualTo(expected());
      assertThat(directMemory).as("direct memory").isLessThan(BOUND);
      assertThat(held).as("bytes taken ahead of the node").isLessThan(LENGTH);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldADownloadBackWhileTheClientDoesNotRead(boolean chunked) throws Exception {
    AtomicLong sent = new AtomicLong();
    Script script =
        connection -> {
          if (connection.readRequest() == null) {
            return;
          }
          connection.send(
              chunked
                  ? head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                  : head("HTTP/1.1 200 OK", "Content-Length: " + LENGTH));
          send(connection.outputStream(), chunked, sent);
          connection.hold();
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(script);
        GatewayFixture river =
            GatewayFixture.start(new FixtureSettings().bodyTimeout(Duration.ofSeconds(30)), node);
        RawClient client = river.connect(PIECE)) {
      client.send(get("/"));
      long held = awaitStandstill(sent);
      long directMemory = river.status().directMemory();
      Checksum received = new Checksum();

      client.copyBody(client.readHead(), received);

      assertThat(received.length()).isEqualTo(LENGTH);
      assertThat(received.value()).isEqualTo(expected());
      assertThat(directMemory).as("direct memory").isLessThan(BOUND);
      assertThat(held).as("bytes taken ahead of the client").isLessThan(LENGTH);
    }
  }

  @Test
  void shouldStreamBothWaysAtOnce() throws Exception {
    Script echo =
        connection -> {
          var head = connection.readHead();
          if (head == null) {
            return;
          }
          connection.send(head("HTTP/1.1 200 OK", "Content-Length: " + LENGTH));
          connection.copyBody(head, connection.outputStream());
          connection.hold();
        };
    try (ScriptedUpstream node = ScriptedUpstream.start(echo);
        GatewayFixture river = GatewayFixture.before(node);
        RawClient client = river.connect()) {
      client.send(uploadHead(false));
      Thread sender =
          Thread.ofVirtual().start(() -> send(client.outputStream(), false, new AtomicLong()));
      Checksum received = new Checksum();

      client.copyBody(client.readHead(), received);

      sender.join();
      assertThat(received.value()).isEqualTo(expected());
      assertThat(river.status().directMemory()).isLessThan(BOUND);
    }
  }

  private static String uploadHead(boolean chunked) {
    return head(
        "POST /_bulk HTTP/1.1",
        "Host: a",
        chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + LENGTH);
  }

  private static void send(OutputStream to, boolean chunked, AtomicLong sent) {
    try {
      for (int i = 0; i < PIECES; i++) {
        if (chunked) {
          to.write((Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        to.write(piece(i));
        if (chunked) {
          to.write(new byte[] {'\r', '\n'});
        }
        sent.addAndGet(PIECE);
      }
      if (chunked) {
        to.write(new byte[] {'0', '\r', '\n', '\r', '\n'});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something was sent and nothing more goes; gives how much went. */
  private static long awaitStandstill(AtomicLong sent) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
    return sent.get();
  }

  private static byte[] piece(int number) {
    byte[] piece = new byte[PIECE];
    for (int i = 0; i < PIECE; i++) {
      piece[i] = (byte) (i * 31 + number * 7);
    }
    return piece;
  }

  private static long expected() {
    Checksum sum = new Checksum();
    for (int i = 0; i < PIECES; i++) {
      sum.write(piece(i), 0, PIECE);
    }
    return sum.value();
  }

  /** Keeps no more of a body than its length and sum. */
  private static final class Checksum extends OutputStream {
    private final CRC32 sum = new CRC32();
    private long length;

    @Override
    public void write(int b) {
      sum.update(b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      sum.update(bytes, offset, count);
      length += count;
    }

    long length() {
      return length;
    }

    long value() {
      return sum.getValue();
    }
  }
}
