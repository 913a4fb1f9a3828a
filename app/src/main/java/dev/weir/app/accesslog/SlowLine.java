package dev.weir.app.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes slow searches as JSON, one to a line. Not safe for threads. */
final class SlowLine {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private SlowLine() {}

  static void write(OutputStream out, SlowEntry entry) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochMilli(entry.time()).toString());
      json.writeStringField("shape", entry.shape());
      if (entry.searches() > 1) {
        json.writeNumberField("searches", entry.searches());
      }
      json.writeStringField("operation", lower(entry.operation()));
      json.writeStringField("tenant", entry.tenant());
      text(json, "indices", entry.indices());
      json.writeArrayFieldStart("rules");
      for (String rule : entry.rules()) {
        json.writeString(rule);
      }
      json.writeEndArray();
      json.writeNumberField("status", entry.status());
      json.writeStringField("outcome", lower(entry.outcome()));
      text(json, "endpoint", entry.endpoint());
      text(json, "lane", entry.lane());
      json.writeNumberField("duration_us", entry.durationNanos() / 1000);
      if (entry.waitedNanos() > 0) {
        json.writeNumberField("waited_us", entry.waitedNanos() / 1000);
      }
      known(json, "took_ms", entry.took());
      json.writeBooleanField("timed_out", entry.timedOut());
      known(json, "hits", entry.hits());
      known(json, "shards", entry.shards());
      json.writeNumberField("expected_cost", tenths(entry.expected()));
      json.writeNumberField("cost", tenths(entry.cost()));
      json.writeNumberField("response_bytes", entry.responseBytes());
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

  private static void known(JsonGenerator json, String name, long value) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    }
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
