package dev.weir.app.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.weir.gateway.query.Judgement;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes entries as JSON, one to a line. Not safe for threads. */
final class AccessLine {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private AccessLine() {}

  static void write(OutputStream out, AccessEntry entry) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochMilli(entry.time()).toString());
      json.writeStringField("client", address(entry.client()));
      json.writeStringField("method", entry.method());
      json.writeStringField("target", entry.target());
      json.writeStringField("route", entry.route());
      json.writeStringField("tenant", entry.tenant());
      json.writeStringField("operation", lower(entry.operation()));
      json.writeNumberField("status", entry.status());
      json.writeStringField("outcome", lower(entry.outcome()));
      text(json, "endpoint", entry.endpoint());
      json.writeNumberField("attempts", entry.attempts());
      text(json, "lane", entry.lane());
      if (entry.waitedNanos() > 0) {
        json.writeNumberField("waited_us", entry.waitedNanos() / 1000);
      }
      json.writeNumberField("duration_us", entry.durationNanos() / 1000);
      if (entry.upstreamNanos() >= 0) {
        json.writeNumberField("upstream_us", entry.upstreamNanos() / 1000);
      }
      json.writeNumberField("request_bytes", entry.requestBytes());
      json.writeNumberField("response_bytes", entry.responseBytes());
      judgement(json, entry.judgement());
      text(json, "rewritten", entry.rewritten());
      text(json, "x_opaque_id", entry.opaqueId());
      text(json, "traceparent", entry.traceparent());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void judgement(JsonGenerator json, @Nullable Judgement judgement)
      throws IOException {
    if (judgement == null) {
      return;
    }
    if (judgement.searches() > 0) {
      json.writeStringField("shape", judgement.shapeText());
    }
    List<String> rules = judgement.rules();
    if (!rules.isEmpty()) {
      json.writeArrayFieldStart("rules");
      for (String rule : rules) {
        json.writeString(rule);
      }
      json.writeEndArray();
    }
  }

  /** As numbers: a name would have to be asked for. */
  private static String address(InetSocketAddress client) {
    String host =
        client.getAddress() == null ? client.getHostString() : client.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + client.getPort();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
