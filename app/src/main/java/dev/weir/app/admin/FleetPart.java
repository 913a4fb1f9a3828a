package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.status.BudgetStatus;
import dev.weir.gateway.status.FleetStatus;
import java.io.IOException;

/** What the page of limits shows of the fleet. */
final class FleetPart {
  private FleetPart() {}

  static void write(JsonGenerator json, FleetStatus fleet) throws IOException {
    json.writeObjectFieldStart("fleet");
    json.writeStringField("redis", fleet.state());
    if (fleet.cause() != null) {
      json.writeStringField("cause", fleet.cause());
    }
    json.writeNumberField("gateways", fleet.gateways());
    json.writeNumberField("calls_answered", fleet.answered());
    json.writeNumberField("calls_failed", fleet.failed());
    json.writeNumberField("changes", fleet.changes());
    json.writeArrayFieldStart("budgets");
    for (BudgetStatus budget : fleet.budgets()) {
      json.writeStartObject();
      json.writeStringField("limit", budget.limit());
      json.writeNumberField("share_per_second", budget.shareRate());
      json.writeNumberField("share_burst", budget.shareBurst());
      json.writeNumberField("left", budget.left());
      json.writeNumberField("asks", budget.asks());
      json.writeNumberField("taken", budget.taken());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
