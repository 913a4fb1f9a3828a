package dev.weir.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole message, its body decoded. Bytes are characters of ISO-8859-1.
 *
 * @param body without its framing
 * @param trailers fields after a chunked body
 */
public record Message(Head head, String body, List<Field> trailers) {
  public Message {
    trailers = List.copyOf(trailers);
  }

  public int status() {
    return head.status();
  }

  public String method() {
    return head.method();
  }

  public String target() {
    return head.target();
  }

  public @Nullable String header(String name) {
    return head.first(name);
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
