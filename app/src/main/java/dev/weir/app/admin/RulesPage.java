package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.RuleStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of indices, and each rule for queries: its mode, what it has found, and whom it has
 * refused or would have.
 */
final class RulesPage {
  private RulesPage() {}

  /**
   * The page.
   *
   * @param settings whom entries are for; null if no query is read
   */
  static Answer of(QueriesStatus status, @Nullable QueriesSettings settings) {
    List<QueryRuleSettings> entries = settings == null ? List.of() : settings.rules();
    return Answer.json(
        200,
        json -> {
          json.writeBooleanField("reading", status.reading());
          json.writeNumberField("searches", status.profiles());
          json.writeNumberField("known", status.known());
          json.writeNumberField("unread", status.unread());
          json.writeNumberField("held_bytes", status.heldBytes());
          json.writeNumberField("denied", status.denied());
          json.writeArrayFieldStart("facts");
          for (FactStatus facts : status.facts()) {
            json.writeStartObject();
            RecordJson.writeFields(json, facts);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeObjectFieldStart("scrolls");
          json.writeObjectFieldStart("open");
          for (Map.Entry<String, Integer> each :
              new TreeMap<>(status.scrolls().open()).entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("opened", status.scrolls().opened());
          json.writeNumberField("expired", status.scrolls().expired());
          json.writeNumberField("uncounted", status.scrolls().uncounted());
          json.writeEndObject();
          json.writeArrayFieldStart("rules");
          for (RuleStatus rule : status.rules()) {
            json.writeStartObject();
            write(
                json,
                rule,
                entries.stream().filter(each -> each.rule().equals(rule.rule())).toList());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, RuleStatus rule, List<QueryRuleSettings> entries)
      throws IOException {
    json.writeStringField("name", rule.rule());
    json.writeStringField("mode", rule.mode());
    if (rule.limit() > 0) {
      json.writeNumberField("limit", rule.limit());
    }
    json.writeStringField("description", rule.description());
    if (!rule.parts().isEmpty()) {
      json.writeArrayFieldStart("for_some");
      for (int i = 0; i < rule.parts().size(); i++) {
        RuleStatus.Part part = rule.parts().get(i);
        json.writeStartObject();
        json.writeStringField("mode", part.mode());
        if (part.limit() > 0) {
          json.writeNumberField("limit", part.limit());
        }
        // Behind an entry that is for all, no other counts: those in front are the parts, in order.
        if (i < entries.size()) {
          writeWhom(json, entries.get(i));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (entries.size() > rule.parts().size()) {
      writeNames(json, "exempt", entries.get(rule.parts().size()).exempt());
    }
    AdmissionPages.writeCounts(json, "observed", rule.observed());
    AdmissionPages.writeCounts(json, "warned", rule.warned());
    AdmissionPages.writeCounts(json, "refused", rule.refused());
    if (rule.lacked() > 0) {
      json.writeNumberField("lacked_facts", rule.lacked());
    }
    RuleStatus.ByHand byHand = rule.byHand();
    if (byHand != null) {
      json.writeObjectFieldStart("by_hand");
      json.writeStringField("value", byHand.mode());
      json.writeStringField("until", ByHandPages.seconds(byHand.until()));
      json.writeStringField("why", byHand.why());
      json.writeEndObject();
    }
    RuleStatus.Example last = rule.last();
    if (last != null) {
      json.writeObjectFieldStart("last");
      json.writeStringField("at", last.at().toString());
      json.writeStringField("tenant", last.tenant());
      json.writeStringField("operation", last.operation());
      json.writeStringField("indices", last.indices());
      json.writeStringField("shape", last.shape());
      json.writeStringField("found", last.what());
      json.writeEndObject();
    }
  }

  private static void writeWhom(JsonGenerator json, QueryRuleSettings entry) throws IOException {
    writeNames(json, "tenants", entry.tenants());
    writeNames(json, "routes", entry.routes());
    writeNames(
        json,
        "operations",
        entry.operations().stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
    writeNames(json, "indices", entry.indices());
    writeNames(json, "shapes", entry.shapes());
    writeNames(json, "exempt", entry.exempt());
  }

  private static void writeNames(JsonGenerator json, String name, List<String> names)
      throws IOException {
    if (!names.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (String each : names) {
        json.writeString(each);
      }
      json.writeEndArray();
    }
  }
}
