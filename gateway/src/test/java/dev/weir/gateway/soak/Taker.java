package dev.weir.gateway.soak;

import dev.weir.gateway.testing.Head;
import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.ProtocolViolation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Takes what comes back for one request, and judges it. */
final class Taker {
  private final Link link;
  private final Tally tally;
  private final Task task;
  private final Order order;
  private final Task.Bytes request;
  private final List<Task> behind;

  /** For a request behind which others were sent before it is answered. */
  Taker(Link link, Tally tally, Task task, Task.Bytes request, List<Task> behind) {
    this.link = link;
    this.tally = tally;
    this.task = task;
    this.order = task.order();
    this.request = request;
    this.behind = behind;
  }

  /** Takes the answer; whether the connection stays. */
  boolean take() throws IOException {
    return take(false);
  }

  /** Takes the answer and lets time pass within it. */
  boolean takeSlowly() throws IOException {
    return take(true);
  }

  private boolean take(boolean slowly) throws IOException {
    try {
      Head head = readHead();
      while (head.status() < 200) {
        head = readHead();
      }
      return takeBody(head, slowly);
    } catch (ProtocolViolation e) {
      throw e;
    } catch (EOFException | SocketException e) {
      brokeOff(e);
      return false;
    }
  }

  /** Waits for leave to send the body; if there is none, takes what there is instead. */
  boolean takeContinue() throws IOException {
    try {
      Head head = readHead();
      if (head.status() == 100) {
        return true;
      }
      // Whether the body is sent now or not, the gateway cannot know: the connection is over.
      var _ = takeBody(head, false);
    } catch (ProtocolViolation e) {
      throw e;
    } catch (EOFException | SocketException e) {
      brokeOff(e);
    }
    return false;
  }

  private Head readHead() throws IOException {
    Head head = link.reader().readResponseHead();
    if (head == null) {
      throw new EOFException("the connection closed before the answer");
    }
    return head;
  }

  private void brokeOff(IOException cause) {
    tally.sawEnd(task);
    tally.count("answers cut");
    if (isSpoiltBehind()) {
      tally.count("spoilt behind");
    } else if (order.fault().shows() != NodeFault.Shows.CUT) {
      tally.violation("broke off for no reason, " + cause + ": " + task);
    }
  }

  /** Whether a reset for the sake of a later request may overtake this answer. */
  private boolean isSpoiltBehind() {
    // What comes while the connection closes resets it, and so does an answer that is cut.
    return (order.framing() == Order.Framing.CLOSING && !behind.isEmpty())
        || behind.stream().anyMatch(task -> task.order().fault().shows() == NodeFault.Shows.CUT);
  }

  private boolean takeBody(Head head, boolean slowly) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    OutputStream to = slowly ? new Slow(body) : body;
    var _ = link.reader().copyResponseBody(head, task.ask().method(), to);
    tally.sawEnd(task);
    String token = head.first("X-Token");
    if (token == null) {
      judgeOwn(head);
    } else {
      judge(head, token, body.toByteArray());
    }
    boolean framed = head.chunked() || head.first("Content-Length") != null;
    return !head.holds("Connection", "close") && (framed || task.ask() == Task.Ask.HEAD);
  }

  /** The gateway's own answer. */
  private void judgeOwn(Head head) {
    tally.count("refused " + head.status());
    if (head.status() < 502 || head.status() > 504) {
      tally.violation("refused for no reason, " + head + ": " + task);
    }
    if (order.fault() == NodeFault.NONE) {
      tally.count("innocent");
    }
  }

  private void judge(Head head, String token, byte[] body) throws IOException {
    tally.count("whole");
    if (!token.equals(order.token())) {
      tally.violation("THE WRONG ANSWER: " + token + " for " + task);
      return;
    }
    if (order.isEveryNodes() && order.fault().shows() != NodeFault.Shows.NOTHING) {
      tally.violation("whole, though no node has answered it whole: " + task);
    }
    String received = head.first("X-Received");
    boolean isEarly = received == null && order.fault() == NodeFault.EARLY;
    if (!isEarly && !request.digest().equals(received)) {
      tally.violation("the node received " + received + ", not " + request.digest() + ": " + task);
    }
    if (task.ask() != Task.Ask.HEAD && !Content.is(unzipped(body), order.salt(), order.size())) {
      tally.violation("the wrong body of " + body.length + " bytes: " + task);
    }
  }

  private byte[] unzipped(byte[] body) throws IOException {
    if (order.framing() != Order.Framing.ZIPPED) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  /** Takes the beginning of the answer and no more. */
  void takeSome() throws IOException {
    try {
      Head head = link.reader().readResponseHead();
      String token = head == null ? null : head.first("X-Token");
      if (token != null && !token.equals(order.token())) {
        tally.violation("THE WRONG ANSWER: " + token + " for " + task);
      }
    } catch (ProtocolViolation e) {
      throw e;
    } catch (EOFException | SocketException e) {
      brokeOff(e);
    }
  }

  /** The connection closes in order, without another byte. */
  void expectEnd() throws IOException {
    if (link.reader().read() >= 0) {
      tally.violation("more than the answer: " + task);
    }
  }

  /** The connection closes in order or not, and nothing comes before. */
  void expectNothing() throws IOException {
    try {
      expectEnd();
    } catch (SocketException e) {
      tally.count("half requests that were cut");
    }
  }

  /** What was no request is refused, and the connection closes. */
  void expectRefusal() throws IOException {
    @Nullable Head head = link.reader().readResponseHead();
    if (head == null || head.status() < 400 || head.first("X-Token") != null) {
      tally.violation("taken for a request: " + task + ", " + head);
      return;
    }
    tally.count("refused " + head.status());
    tally.count("invalid");
    var _ = link.reader().copyResponseBody(head, "GET", OutputStream.nullOutputStream());
    expectEnd();
  }

  /** Lets time pass before it takes more. */
  private static final class Slow extends OutputStream {
    private final OutputStream to;

    private Slow(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      to.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Pause.ofMillis(3);
      to.write(bytes, offset, length);
    }
  }
}
