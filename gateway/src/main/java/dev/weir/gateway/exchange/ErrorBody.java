package dev.weir.gateway.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A refusal in the shape that search clients parse. */
final class ErrorBody {
  private static final JsonFactory JSON = new JsonFactory();

  private ErrorBody() {}

  static Reply of(Refusal refusal) {
    Reply reply =
        new Reply(
            refusal.status(),
            List.of(Map.entry("content-type", "application/json; charset=UTF-8")),
            ByteBuffer.wrap(json(refusal)));
    if (refusal.retryAfter() == null) {
      return reply;
    }
    long seconds = Math.max(1, (refusal.retryAfter().toMillis() + 999) / 1000);
    return reply.with("retry-after", Long.toString(seconds));
  }

  /** With what could be shown instead, as values of {@code WWW-Authenticate}. */
  static Reply of(Refusal refusal, List<String> challenges) {
    Reply reply = of(refusal);
    for (String challenge : challenges) {
      reply = reply.with("www-authenticate", challenge);
    }
    return reply;
  }

  private static byte[] json(Refusal refusal) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeArrayFieldStart("root_cause");
      json.writeStartObject();
      cause(json, refusal);
      json.writeEndObject();
      json.writeEndArray();
      cause(json, refusal);
      for (Map.Entry<String, String> detail : refusal.details().entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("status", refusal.status());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void cause(JsonGenerator json, Refusal refusal) throws IOException {
    json.writeStringField("type", refusal.type());
    json.writeStringField("reason", refusal.reason());
  }
}
