package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client that sends what it is told and shows what comes back, byte for byte. */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final WireReader reader;
  private final OutputStream out;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.reader = new WireReader(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  public static RawClient connect(InetSocketAddress address) {
    return connect(address, 0);
  }

  /** With a receive buffer of that many bytes: a client that the sender soon has to wait for. */
  public static RawClient connect(InetSocketAddress address, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends bytes as they are: characters of ISO-8859-1. */
  public RawClient send(String bytes) throws IOException {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends in two segments, the second after the first has most likely been read. */
  public RawClient sendSplit(String bytes, int at) throws IOException {
    send(bytes.substring(0, at));
    Pause.of(Duration.ofNanos(300_000));
    return send(bytes.substring(at));
  }

  /** Sends byte by byte, waiting after each. */
  public RawClient sendSlowly(String bytes, Duration wait) throws IOException {
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      out.write(b);
      Pause.of(wait);
    }
    return this;
  }

  /** Closes the sending side; answers can still be read. */
  public RawClient finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The next answer to a request that is not HEAD, interim ones included. */
  public Message readResponse() throws IOException {
    return readResponse("GET");
  }

  /** The next answer to a request of that method, interim ones included. */
  public Message readResponse(String method) throws IOException {
    return reader.readResponseBody(readHead(), method);
  }

  /** The head of the next answer. */
  public Head readHead() throws IOException {
    Head head = reader.readResponseHead();
    assertThat(head).as("an answer").isNotNull();
    return head;
  }

  /** Streams the body that follows a head. */
  public List<Field> copyBody(Head head, OutputStream to) throws IOException {
    return reader.copyResponseBody(head, "GET", to);
  }

  /** One byte; -1 at the end. */
  public int read() throws IOException {
    return reader.read();
  }

  /** Everything until the other side closes in order. */
  public String readUntilClosed() throws IOException {
    return reader.readRest();
  }

  /** What comes until the other side closes or resets, whichever it does. */
  public String readUntilGone() throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      int read = reader.read();
      while (read >= 0) {
        all.append((char) read);
        read = reader.read();
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open after: " + all, e);
    } catch (SocketException e) {
      return all.toString();
    }
    return all.toString();
  }

  /** Fails unless the other side ends the connection without another byte. */
  public void assertGone() throws IOException {
    assertThat(readUntilGone()).as("bytes before the connection's end").isEmpty();
  }

  /** How long a read may take before it throws. */
  public RawClient patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    return this;
  }

  public OutputStream outputStream() {
    return out;
  }

  public int localPort() {
    return socket.getLocalPort();
  }

  /** Breaks the connection: the other side sees a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
