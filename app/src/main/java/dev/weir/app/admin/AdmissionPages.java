package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.DemandStatus;
import dev.weir.gateway.status.HoldStatus;
import dev.weir.gateway.status.LaneStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.status.LimitUse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Use against bound, and who is being turned away. */
final class AdmissionPages {
  private AdmissionPages() {}

  static Answer limits(AdmissionStatus status) {
    return Answer.json(
        200,
        json -> {
          json.writeArrayFieldStart("limits");
          for (LimitStatus limit : status.limits()) {
            json.writeStartObject();
            write(json, limit);
            writeHold(json, status, "limit", limit.name());
            json.writeEndObject();
          }
          json.writeEndArray();
          FleetPart.write(json, status.fleet());
        });
  }

  static Answer demand(AdmissionStatus status) {
    return Answer.json(
        200,
        json -> {
          json.writeArrayFieldStart("demand");
          for (DemandStatus demand : status.demand()) {
            write(json, demand);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, DemandStatus demand) throws IOException {
    json.writeStartObject();
    json.writeStringField("by", demand.by());
    if (demand.limit() != null) {
      json.writeStringField("limit", demand.limit());
    }
    json.writeNumberField("seconds", demand.time().toSeconds());
    json.writeNumberField("most_keys", demand.mostKeys());
    json.writeNumberField("unseen", demand.unseen());
    json.writeNumberField("forgotten", demand.forgotten());
    json.writeArrayFieldStart("keys");
    for (DemandStatus.OfKey each : demand.keys()) {
      json.writeStartObject();
      json.writeStringField("key", each.key());
      json.writeNumberField("requests", each.peaks().requests());
      json.writeNumberField("busy_seconds", each.peaks().busySeconds());
      json.writeNumberField("usual_second", each.peaks().usual());
      json.writeNumberField("most_in_second", each.peaks().second());
      json.writeNumberField("most_in_ten_seconds", each.peaks().tenSeconds());
      json.writeNumberField("most_in_minute", each.peaks().minute());
      if (demand.limit() == null && demand.by().equals("tenant")) {
        json.writeNumberField("most_active", each.peaks().active());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static Answer lanes(AdmissionStatus status) {
    return Answer.json(
        200,
        json -> {
          json.writeArrayFieldStart("lanes");
          for (LaneStatus lane : status.lanes()) {
            json.writeStartObject();
            write(json, lane);
            writeHold(json, status, "lane", lane.name());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, LimitStatus limit) throws IOException {
    json.writeStringField("name", limit.name());
    json.writeStringField("mode", mode(limit.observed()));
    json.writeStringField("by", limit.by());
    json.writeStringField("counts", limit.counts());
    json.writeNumberField(limit.counts().equals("cost") ? "units" : "requests", limit.requests());
    json.writeNumberField("within_millis", limit.within().toMillis());
    json.writeNumberField("admitted", limit.admitted());
    writeCounts(json, "refused", limit.refused());
    if (limit.overLane() != null) {
      json.writeStringField("over_lane", limit.overLane());
      writeCounts(json, "diverted", limit.diverted());
    }
    json.writeNumberField("keys", limit.keys());
    json.writeNumberField("most_keys", limit.mostKeys());
    json.writeNumberField("evictions", limit.evictions());
    json.writeNumberField("crowded", limit.crowded());
    json.writeArrayFieldStart("most_used");
    for (LimitUse use : limit.mostUsed()) {
      json.writeStartObject();
      json.writeStringField("key", use.key());
      json.writeNumberField("used", use.used());
      json.writeNumberField("bound", use.bound());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, LaneStatus lane) throws IOException {
    json.writeStringField("name", lane.name());
    json.writeStringField("cluster", lane.cluster());
    json.writeStringField("mode", mode(lane.observed()));
    json.writeNumberField("active", lane.active());
    json.writeNumberField("most_active", lane.mostActive());
    json.writeNumberField("bound", lane.bound());
    json.writeBooleanField("adaptive", lane.adaptive());
    json.writeStringField("finding", lane.finding());
    json.writeNumberField("waiting", lane.waiting());
    json.writeNumberField("most_waiting", lane.mostWaiting());
    json.writeNumberField("admitted", lane.admitted());
    json.writeNumberField("waited", lane.waited());
    json.writeNumberField("waited_millis", lane.waitedNanos() / 1_000_000);
    json.writeNumberField("longest_wait_millis", lane.longestWaitNanos() / 1_000_000);
    List<String> endpoints = lane.endpoints();
    if (endpoints != null) {
      json.writeArrayFieldStart("endpoints");
      for (String name : endpoints) {
        json.writeString(name);
      }
      json.writeEndArray();
    }
    writeCounts(json, "refused", lane.refused());
  }

  /** What a hand has set, if one has. */
  private static void writeHold(
      JsonGenerator json, AdmissionStatus status, String kind, String name) throws IOException {
    for (HoldStatus hold : status.holds()) {
      if (hold.kind().equals(kind) && hold.name().equals(name)) {
        json.writeObjectFieldStart("by_hand");
        json.writeStringField("value", hold.value());
        json.writeStringField("configured", hold.configured());
        json.writeStringField("until", ByHandPages.seconds(hold.until()));
        json.writeStringField("why", hold.why());
        json.writeEndObject();
      }
    }
  }

  static String mode(boolean observed) {
    return observed ? "observe" : "enforce";
  }

  static void writeCounts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }
}
