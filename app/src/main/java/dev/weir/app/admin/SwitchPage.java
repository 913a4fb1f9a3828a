package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.app.config.bind.Durations;
import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.MemoryStatus;
import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.SwitchStatus;
import java.io.IOException;

/** What is given up, why, and until when. */
final class SwitchPage {
  private SwitchPage() {}

  static Answer of(AdmissionStatus status) {
    return Answer.json(
        200,
        json -> {
          json.writeArrayFieldStart("switches");
          for (SwitchStatus each : status.switches()) {
            write(json, each);
          }
          json.writeEndArray();
          AdminPages.writeChanges(json, status.changes());
        });
  }

  private static void write(JsonGenerator json, SwitchStatus each) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", each.name());
    json.writeStringField("mode", AdmissionPages.mode(each.observed()));
    json.writeBooleanField("on", each.on());
    json.writeArrayFieldStart("effects");
    for (String effect : each.effects()) {
      json.writeString(effect);
    }
    json.writeEndArray();
    json.writeStringField("since", each.since().toString());
    if (!each.cause().isEmpty()) {
      json.writeStringField("cause", each.cause());
    }
    writeKnown(json, "measured", each.measured());
    if (each.heldUntil() != null) {
      json.writeStringField("by_hand_until", ByHandPages.seconds(each.heldUntil()));
    }
    json.writeNumberField("turns", each.turns());
    json.writeNumberField("touched", each.touched());
    AdmissionPages.writeCounts(json, "refused", each.refused());
    AdmissionPages.writeCounts(json, "hindered", each.hindered());
    MemoryStatus memory = each.memory();
    if (memory != null) {
      AdmissionPages.writeCounts(json, "recalled", each.recalled());
      write(json, memory);
    }
    json.writeArrayFieldStart("signals");
    for (SignalStatus signal : each.signals()) {
      write(json, signal);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MemoryStatus memory) throws IOException {
    json.writeObjectFieldStart("from_memory");
    json.writeNumberField("entries", memory.entries());
    json.writeNumberField("bytes", memory.bytes());
    json.writeNumberField("max_bytes", memory.maxBytes());
    json.writeNumberField("hits", memory.hits());
    json.writeNumberField("misses", memory.misses());
    json.writeNumberField("evictions", memory.evictions());
    json.writeNumberField("passed_over", memory.passedOver());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SignalStatus signal) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", signal.name());
    json.writeStringField("unit", signal.unit());
    writeKnown(json, "value", signal.value());
    json.writeNumberField("on_above", signal.onAbove());
    json.writeStringField("on_after", Durations.format(signal.onAfter()));
    json.writeNumberField("off_below", signal.offBelow());
    json.writeStringField("off_after", Durations.format(signal.offAfter()));
    json.writeBooleanField("turned_it", signal.turnedIt());
    if (signal.problem() != null) {
      json.writeStringField("problem", signal.problem());
    }
    json.writeEndObject();
  }

  /** What is not known is left out: JSON has no word for it. */
  private static void writeKnown(JsonGenerator json, String name, double value) throws IOException {
    if (!Double.isNaN(value)) {
      json.writeNumberField(name, Math.round(value * 10) / 10.0);
    }
  }
}
