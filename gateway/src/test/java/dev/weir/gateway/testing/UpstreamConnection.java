package dev.weir.gateway.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection of the gateway to a scripted node, seen from the node. */
public final class UpstreamConnection {
  private static final int REMEMBERED = 1024 * 1024;

  private final ScriptedUpstream upstream;
  private final Socket socket;
  private final OutputStream out;
  private final WireReader reader;
  private final StringBuilder received = new StringBuilder();
  private final AtomicInteger requests = new AtomicInteger();

  UpstreamConnection(ScriptedUpstream upstream, Socket socket) throws IOException {
    this.upstream = upstream;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.reader = new WireReader(new Recording(socket.getInputStream()));
  }

  /** Reads the next request whole; null if the peer closed instead. */
  public @Nullable Message readRequest() throws IOException {
    Head head = readHead();
    return head == null ? null : readBody(head);
  }

  /** Reads the head of the next request, answering health checks before it; null at the end. */
  public @Nullable Head readHead() throws IOException {
    Head head = reader.readRequestHead();
    while (head != null && head.target().equals(ScriptedUpstream.HEALTH_PATH)) {
      String answer = upstream.healthAnswer();
      if (answer == null) {
        reset();
        return null;
      }
      forget();
      send(answer);
      head = reader.readRequestHead();
    }
    if (head != null) {
      requests.incrementAndGet();
      upstream.sawHead(head);
    }
    return head;
  }

  /** Reads what follows the head. */
  public Message readBody(Head head) throws IOException {
    Message request = reader.readRequestBody(head);
    upstream.sawRequest(request);
    return request;
  }

  /** Streams what follows the head; the request counts as complete afterwards. */
  public List<Field> copyBody(Head head, OutputStream to) throws IOException {
    List<Field> trailers = reader.copyRequestBody(head, to);
    upstream.sawRequest(new Message(head, "", trailers));
    return trailers;
  }

  /** One byte of what the gateway sends; -1 at the end. */
  public int read() throws IOException {
    return reader.read();
  }

  /** Sends bytes as they are: characters of ISO-8859-1. */
  public void send(String bytes) throws IOException {
    send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends byte by byte, waiting before each. */
  public void sendSlowly(String bytes, Duration wait) throws IOException {
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      Pause.of(wait);
      out.write(b);
    }
  }

  public OutputStream outputStream() {
    return out;
  }

  /** Waits until the peer has closed or reset, without answering. */
  public void hold() throws IOException {
    int read = reader.read();
    while (read >= 0) {
      read = reader.read();
    }
  }

  /** Closes in order: the peer sees the end of the stream. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection: the peer sees a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** The first bytes that came, health checks left out. */
  public String received() {
    synchronized (received) {
      return received.toString();
    }
  }

  /** How many requests began here, health checks left out. */
  public int requests() {
    return requests.get();
  }

  private void remember(String bytes) {
    synchronized (received) {
      if (received.length() < REMEMBERED) {
        received.append(bytes);
      }
    }
  }

  private void forget() {
    synchronized (received) {
      received.setLength(0);
    }
  }

  private final class Recording extends FilterInputStream {
    private Recording(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        remember(new String(bytes, offset, read, StandardCharsets.ISO_8859_1));
      }
      return read;
    }
  }
}
