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

/**
 * The head that a node is sent: the client's own bytes if nothing has to change, else a new one.
 */
final class OutboundHead {
  private static final byte[] SLASH = {'/'};

  private OutboundHead() {}

  static void write(
      Exchange exchange,
      HeadParser parser,
      RequestView view,
      RequestStream request,
      UpstreamCluster cluster) {
    Head head = parser.head();
    ByteBuffer newBody = view.newBody();
    boolean absolute = Target.isAbsolute(head);
    boolean credentials = cluster.authorization().length > 0;
    boolean asCame =
        parser.inOneBuffer()
            && !head.hasHopByHop()
            && !head.isOld()
            && !absolute
            && !credentials
            && !view.isTargetChanged()
            && !view.fields().isEdited()
            && newBody == null
            && view.transformers() == null
            && request.contents() == null;
    if (asCame) {
      return;
    }
    Framing framing = Framing.AS_CAME;
    if (newBody != null) {
      framing = new Framing.Length(newBody.remaining());
    } else if (view.transformers() != null && (head.chunked() || head.contentLength() > 0)) {
      framing = Framing.CHUNKED;
      BodyTransformation through = new BodyTransformation(true, exchange::filterFailed);
      request.transform(head, through, view.transformers());
    }
    if (absolute) {
      view.fields().replace("Host", Target.authority(head));
    } else if (view.fields().get("Host") == null) {
      view.fields().replace("Host", cluster.name());
    }
    ByteBuf out = exchange.client().allocator().buffer(head.length() + 128);
    line(head, view, absolute, out);
    boolean expect = request.contents() == null;
    view.fields().write(framing, !credentials, expect, out);
    if (credentials) {
      out.writeBytes(cluster.authorization());
    }
    HeadWriter.framing(framing, out);
    HeadWriter.end(out);
    if (newBody != null) {
      request.replaceAll(out, RequestStream.wrap(newBody));
    } else {
      request.replaceHead(out);
    }
  }

  private static void line(Head head, RequestView view, boolean absolute, ByteBuf out) {
    if (view.isTargetChanged()) {
      byte[] target = view.target().getBytes(StandardCharsets.ISO_8859_1);
      HeadWriter.requestLine(head, target, 0, target.length, out);
      return;
    }
    int from = Target.pathStart(head);
    boolean slashMissing = absolute && (from == head.targetEnd() || head.bytes()[from] != '/');
    if (slashMissing) {
      byte[] rest =
          head.target().substring(from - head.targetStart()).getBytes(StandardCharsets.ISO_8859_1);
      byte[] target = new byte[rest.length + 1];
      target[0] = SLASH[0];
      System.arraycopy(rest, 0, target, 1, rest.length);
      HeadWriter.requestLine(head, target, 0, target.length, out);
    } else {
      HeadWriter.requestLine(head, head.bytes(), from, head.targetEnd(), out);
    }
  }
}
