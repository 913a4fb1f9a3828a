package dev.weir.gateway.exchange;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.HeadWriter.Framing;
import dev.weir.gateway.http.Target;
import dev.weir.gateway.upstream.UpstreamCluster;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head that a node is sent: the client's own bytes if nothing has to change, else a new one.
 */
final class OutboundHead {
  private OutboundHead() {}

  /** Puts the head in front of the request that the first attempt sends. */
  static void write(
      Exchange exchange,
      HeadParser parser,
      RequestView view,
      RequestStream request,
      UpstreamCluster cluster) {
    Head head = parser.head();
    ByteBuffer newBody = view.newBody();
    boolean asCame =
        parser.inOneBuffer()
            && !head.hasHopByHop()
            && !head.isOld()
            && !Target.isAbsolute(head)
            && cluster.authorization().length == 0
            && !view.isTargetChanged()
            && !view.fields().isEdited()
            && newBody == null
            && view.transformers() == null
            && (request.contents() == null || !head.expectsContinue());
    if (asCame) {
      return;
    }
    Framing framing = framing(view);
    if (newBody == null
        && view.transformers() != null
        && (head.chunked() || head.contentLength() > 0)) {
      framing = Framing.CHUNKED;
      BodyTransformation through = new BodyTransformation(true, exchange::filterFailed);
      request.transform(head, through, view.transformers());
    }
    if (newBody != null) {
      ByteBuf out = compose(exchange, head, view, cluster, framing, null, 0);
      request.replaceAll(out, RequestStream.wrap(newBody));
    } else {
      int room = request.copiedBehindHead();
      request.replaceHead(compose(exchange, head, view, cluster, framing, null, room));
    }
  }

  /**
   * The head of another attempt of a request that is kept; the caller releases it.
   *
   * @param addition to the target's query; null if there is none
   */
  static ByteBuf again(
      Exchange exchange,
      Head head,
      RequestView view,
      UpstreamCluster cluster,
      @Nullable String addition) {
    return compose(exchange, head, view, cluster, framing(view), addition, 0);
  }

  /** Puts the body that the view holds in the place of the one that the client sent. */
  static void replaceBody(
      Exchange exchange,
      Head head,
      RequestView view,
      RequestStream request,
      UpstreamCluster cluster,
      ByteBuffer body) {
    view.setBody(body);
    view.fields().remove("Content-Encoding");
    ByteBuf out = compose(exchange, head, view, cluster, framing(view), null, 0);
    request.replaceAll(out, RequestStream.wrap(body));
  }

  private static Framing framing(RequestView view) {
    ByteBuffer newBody = view.newBody();
    return newBody == null ? Framing.AS_CAME : new Framing.Length(newBody.remaining());
  }

  /**
   * Composes a head.
   *
   * @param room bytes that will be put behind it, so that it need not grow
   */
  private static ByteBuf compose(
      Exchange exchange,
      Head head,
      RequestView view,
      UpstreamCluster cluster,
      Framing framing,
      @Nullable String addition,
      int room) {
    boolean credentials = cluster.authorization().length > 0;
    boolean absolute = Target.isAbsolute(head);
    if (absolute) {
      view.fields().replace("Host", Target.authority(head));
    } else if (view.fields().get("Host") == null) {
      view.fields().replace("Host", cluster.name());
    }
    ByteBuf out = exchange.client().allocator().buffer(head.length() + 128 + room);
    line(head, view, absolute, addition, out);
    boolean expect = exchange.requestStream().contents() == null;
    view.fields().write(framing, !credentials, expect, out);
    if (credentials) {
      out.writeBytes(cluster.authorization());
    }
    HeadWriter.framing(framing, out);
    HeadWriter.end(out);
    return out;
  }

  private static void line(
      Head head, RequestView view, boolean absolute, @Nullable String addition, ByteBuf out) {
    int from = Target.pathStart(head);
    boolean slashMissing = absolute && (from == head.targetEnd() || head.bytes()[from] != '/');
    if (!view.isTargetChanged() && !slashMissing && addition == null) {
      HeadWriter.requestLine(head, head.bytes(), from, head.targetEnd(), out);
      return;
    }
    String target = !view.isTargetChanged() && slashMissing ? "/" + view.target() : view.target();
    if (addition != null) {
      target += (target.indexOf('?') < 0 ? "?" : "&") + addition;
    }
    byte[] bytes = target.getBytes(StandardCharsets.ISO_8859_1);
    HeadWriter.requestLine(head, bytes, 0, bytes.length, out);
  }
}
