package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.http.FieldSyntax;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.HeadWriter.Framing;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer that Weir or a filter gives, written to the client. */
final class LocalAnswer {
  private LocalAnswer() {}

  /**
   * Checks what a filter wants to be said.
   *
   * @throws IllegalArgumentException if a header could end the head early or frame it anew
   */
  static void check(Reply reply) {
    reply.headers().forEach(field -> FieldSyntax.check(field.getKey(), field.getValue()));
  }

  /** The answer as the filters that saw the request leave it. */
  static Reply filtered(Reply reply, FilterRun filters) {
    if (!filters.hasFilters()) {
      return reply;
    }
    ResponseView view = new ResponseView(reply.status(), null);
    view.fields().begin(reply.headers());
    view.need(filters.responseNeed(view));
    view.body(reply.body().duplicate());
    filters.onResponse(view);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    view.fields().forEach((name, value) -> headers.add(Map.entry(name, value)));
    ByteBuffer replaced = view.newBody();
    ByteBuffer body = replaced == null ? reply.body() : replaced;
    if (view.transformers() != null) {
      body = BodyTransformation.ofWhole(body, view.transformers(), filters::failed);
    }
    return new Reply(reply.status(), headers, body);
  }

  static void write(Reply reply, boolean headOnly, boolean old, boolean closes, Client client) {
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    ByteBuffer body = bodiless ? ByteBuffer.allocate(0) : reply.body().duplicate();
    ByteBuf out = client.allocator().buffer(256 + body.remaining());
    HeadWriter.statusLine(reply.status(), ReasonPhrase.of(reply.status()), old, out);
    reply.headers().forEach(field -> HeadWriter.field(field.getKey(), field.getValue(), out));
    HeadWriter.framing(bodiless ? Framing.UNFRAMED : new Framing.Length(body.remaining()), out);
    if (closes) {
      HeadWriter.close(out);
    } else if (old) {
      HeadWriter.keepAlive(out);
    }
    HeadWriter.end(out);
    if (!headOnly) {
      out.writeBytes(body);
    }
    client.write(out);
  }
}
