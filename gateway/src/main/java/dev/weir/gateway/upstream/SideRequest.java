package dev.weir.gateway.upstream;

import dev.weir.gateway.http.BodyScanner;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.runtime.LoopContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small request of Weir's own to a node, on a connection of its own, with a deadline and a
 * bounded answer: health checks, sniffing, searches to compare answers by. Beside the pool, so that
 * a full pool does not look like a dead node.
 */
final class SideRequest extends ChannelInboundHandlerAdapter {
  private static final int MAX_HEAD = 16 * 1024;
  private static final int MAX_BODY = 8 * 1024 * 1024;

  /**
   * How it went.
   *
   * @param status the answer's; 0 if there was none
   * @param body the answer's body, taken as UTF-8
   * @param problem why there is no answer; empty if there is one
   * @param unreachable whether there is none because no connection could be made
   */
  record Result(int status, String body, String problem, boolean unreachable) {
    static Result failed(String problem) {
      return new Result(0, "", problem, false);
    }

    static Result unreachable(String problem) {
      return new Result(0, "", problem, true);
    }
  }

  private final HeadParser parser = HeadParser.ofResponses();
  private final BodyScanner scanner = new BodyScanner();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Consumer<Result> done;
  private boolean headSeen;

  private SideRequest(Consumer<Result> done) {
    this.done = done;
    parser.begin(MAX_HEAD);
  }

  /**
   * Sends the request. Called on the loop; calls back on it, exactly once.
   *
   * @param authorization a whole header line, or empty
   */
  static void get(
      Connector connector,
      Endpoint endpoint,
      LoopContext context,
      String path,
      byte[] authorization,
      Duration timeout,
      Consumer<Result> done) {
    send(
        connector,
        endpoint,
        context,
        channel -> head(channel, endpoint, "GET", path, authorization),
        timeout,
        done);
  }

  /**
   * As {@link #get}, with a body.
   *
   * @param fields whole header lines, the type of the body among them
   */
  static void post(
      Connector connector,
      Endpoint endpoint,
      LoopContext context,
      String path,
      byte[] fields,
      byte[] body,
      Duration timeout,
      Consumer<Result> done) {
    byte[] length = ("Content-Length: " + body.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(fields, fields.length + length.length);
    System.arraycopy(length, 0, all, fields.length, length.length);
    send(
        connector,
        endpoint,
        context,
        channel -> head(channel, endpoint, "POST", path, all).writeBytes(body),
        timeout,
        done);
  }

  private static void send(
      Connector connector,
      Endpoint endpoint,
      LoopContext context,
      Function<Channel, ByteBuf> message,
      Duration timeout,
      Consumer<Result> done) {
    SideRequest request = new SideRequest(done);
    var alarm =
        context
            .loop()
            .schedule(
                () -> request.finish(Result.failed("no answer in " + timeout.toMillis() + " ms")),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    connector.open(
        endpoint,
        context,
        (channel, cause) -> {
          if (channel == null) {
            alarm.cancel(false);
            request.finish(Result.unreachable(cause == null ? "no connection" : cause));
            return;
          }
          channel.closeFuture().addListener(closed -> alarm.cancel(false));
          if (request.done == null) {
            channel.close();
            return;
          }
          channel.pipeline().addLast(request);
          channel.writeAndFlush(message.apply(channel));
          alarm.addListener(rung -> channel.close());
        });
  }

  private static ByteBuf head(
      Channel channel, Endpoint endpoint, String method, String path, byte[] fields) {
    ByteBuf out = channel.alloc().buffer(256);
    ByteBufUtil.writeAscii(
        out, method + " " + path + " HTTP/1.1\r\nHost: " + endpoint.name() + "\r\n");
    out.writeBytes(fields);
    out.writeCharSequence(
        "User-Agent: weir\r\nConnection: close\r\n\r\n", StandardCharsets.US_ASCII);
    return out;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      take(bytes);
    } finally {
      bytes.release();
    }
    if (done == null) {
      context.close();
    }
  }

  private void take(ByteBuf bytes) {
    while (!headSeen) {
      switch (parser.feed(bytes)) {
        case INCOMPLETE -> {
          return;
        }
        case MALFORMED -> {
          finish(Result.failed("malformed answer: " + parser.problem().reason()));
          return;
        }
        case COMPLETE -> {
          if (parser.head().status() >= 200) {
            headSeen = true;
            beginBody(parser.head());
          } else {
            parser.begin(MAX_HEAD);
          }
        }
      }
    }
    int taken = scanner.scan(bytes, this::keep);
    if (taken == BodyScanner.MALFORMED || body.size() > MAX_BODY) {
      finish(Result.failed("malformed or too large an answer"));
    } else if (scanner.isComplete()) {
      finish(new Result(parser.head().status(), body.toString(StandardCharsets.UTF_8), "", false));
    }
  }

  private void beginBody(Head head) {
    if (head.chunked()) {
      scanner.beginChunked();
    } else if (head.contentLength() >= 0) {
      scanner.beginLength(head.contentLength());
    } else {
      scanner.beginUntilClose();
    }
  }

  private void keep(ByteBuf buffer, int index, int length) {
    byte[] piece = ByteBufUtil.getBytes(buffer, index, Math.min(length, MAX_BODY + 1));
    body.write(piece, 0, piece.length);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    finish(
        headSeen && scanner.endsWithConnection()
            ? new Result(parser.head().status(), body.toString(StandardCharsets.UTF_8), "", false)
            : Result.failed("closed the connection without an answer"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void finish(Result result) {
    Consumer<Result> waiting = done;
    done = null;
    if (waiting != null) {
      waiting.accept(result);
    }
  }
}
