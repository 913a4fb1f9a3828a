package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.app.shapes.ShapeDesk;
import dev.weir.gateway.shape.OrderStatus;
import dev.weir.gateway.shape.ShapeOrders;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.Rules;
import dev.weir.search.shape.ShapeId;
import dev.weir.search.shape.ShapeReport;
import dev.weir.search.shape.ShapeReport.Order;
import dev.weir.search.shape.ShapeStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shapes of searches: which cost most, what each looks like; blocked and limited for a time, and
 * freed. An id may be cut to its beginning where that is one shape's alone.
 */
final class ShapePages {
  private static final int USUAL = 20;
  private static final int MOST = 1_000;
  private static final int LEAST_DIGITS = 4;
  private static final String UNCHANGED = "nothing has changed: ";

  private final ShapeDesk desk;

  ShapePages(ShapeDesk desk) {
    this.desk = desk;
  }

  Answer all(@Nullable String query) {
    return answering(
        "",
        () -> {
          Query wanted = Query.of(query, List.of("sort", "limit"));
          Order order = order(wanted.or("sort", "share"));
          String limit = wanted.or("limit", Integer.toString(USUAL));
          if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MOST) {
            throw new IllegalArgumentException(
                "limit: " + limit + " (expected: 1 to " + MOST + ")");
          }
          ShapeReport report = desk.report();
          List<OrderStatus> orders = desk.orders();
          return Answer.json(
              200,
              json -> {
                json.writeNumberField("searches", report.count());
                json.writeNumberField("rate", tenths(report.rate()));
                json.writeNumberField("cost_per_second", tenths(report.costRate()));
                json.writeNumberField("known", report.shapes().size());
                json.writeNumberField("forgotten", report.evicted());
                json.writeBooleanField("orders_outlast_restart", desk.keepsOrders());
                json.writeStringField("sort", order.text());
                json.writeArrayFieldStart("shapes");
                for (ShapeStatus shape : report.first(Integer.parseInt(limit), order)) {
                  json.writeStartObject();
                  writeFigures(json, shape);
                  writeOrder(json, orders, shape.fingerprint());
                  json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayFieldStart("orders");
                for (OrderStatus each : orders) {
                  json.writeStartObject();
                  writeOrder(json, each);
                  json.writeEndObject();
                }
                json.writeEndArray();
              });
        });
  }

  private static Order order(String text) {
    for (Order each : Order.values()) {
      if (each.text().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "sort: "
            + text
            + " (expected: one of "
            + Stream.of(Order.values()).map(Order::text).collect(Collectors.joining(", "))
            + ")");
  }

  Answer one(String id, @Nullable String query) {
    return answering(
        "",
        () -> {
          var _ = Query.of(query, List.of());
          long fingerprint = resolve(id);
          ShapeReport report = desk.report();
          List<OrderStatus> orders = desk.orders();
          for (ShapeStatus shape : report.shapes()) {
            if (shape.fingerprint() == fingerprint) {
              return Answer.json(
                  200,
                  json -> {
                    writeFigures(json, shape);
                    if (shape.sample() != null) {
                      json.writeStringField("sample", shape.sample());
                    }
                    writeFindings(json, shape);
                    writeOrder(json, orders, fingerprint);
                  });
            }
          }
          return unknown(id);
        });
  }

  Answer block(String id, @Nullable String query) {
    return answering(
        UNCHANGED,
        () -> {
          Query wanted = Query.of(query, List.of("for", "why"));
          return put(id, "blocked", new Rate(0, Duration.ZERO), wanted);
        });
  }

  Answer limit(String id, @Nullable String query) {
    return answering(
        UNCHANGED,
        () -> {
          Query wanted = Query.of(query, List.of("rate", "for", "why"));
          String text = wanted.needed("rate");
          Rate rate = Rate.parse(text);
          if (rate.requests() == 0) {
            throw new IllegalArgumentException("rate: " + text + " (expected: at least 1)");
          }
          return put(id, text, rate, wanted);
        });
  }

  private Answer put(String id, String text, Rate rate, Query wanted) throws IOException {
    long fingerprint = resolve(id);
    Duration time = wanted.time(ByHandPages.LONGEST);
    String why = ByHandPages.why(wanted);
    return desk.order(fingerprint, rate.requests(), rate.within(), time, why)
        ? done(fingerprint, text, time)
        : Answer.error(
            409,
            "too_many_orders",
            "nothing has changed: " + ShapeOrders.MOST + " shapes are blocked or limited already");
  }

  Answer free(String id, @Nullable String query) {
    return answering(
        UNCHANGED,
        () -> {
          var _ = Query.of(query, List.of());
          long fingerprint = resolve(id);
          return desk.free(fingerprint)
              ? done(fingerprint, "free", null)
              : Answer.error(
                  404,
                  "unknown_order",
                  ShapeId.text(fingerprint) + " is neither blocked nor limited");
        });
  }

  private Answer done(long fingerprint, String text, @Nullable Duration time) {
    Answer answer =
        time == null
            ? Answer.json(
                200,
                json -> {
                  json.writeStringField("shape", ShapeId.text(fingerprint));
                  json.writeStringField("set_to", text);
                })
            : Answer.json(
                200,
                json -> {
                  json.writeStringField("shape", ShapeId.text(fingerprint));
                  json.writeStringField("set_to", text);
                  ByHandPages.writeTime(json, time);
                  json.writeBooleanField("outlasts_restart", desk.keepsOrders());
                });
    return answer;
  }

  /** What an id, or its beginning, means. */
  private long resolve(String id) {
    if (!id.matches("[0-9a-f]{" + LEAST_DIGITS + ",16}")) {
      throw new IllegalArgumentException(
          id + " (expected: a shape's id, or its first " + LEAST_DIGITS + " digits at least)");
    }
    if (id.length() == 16) {
      return ShapeId.parse(id);
    }
    Set<String> fitting = new LinkedHashSet<>();
    desk.report().shapes().forEach(shape -> fitting.add(shape.id()));
    desk.orders().forEach(each -> fitting.add(each.order().id()));
    List<String> found = fitting.stream().filter(each -> each.startsWith(id)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          id
              + (found.isEmpty()
                  ? ": no shape begins so (GET /-/shapes lists them)"
                  : ": more than one shape begins so: " + String.join(", ", found)));
    }
    return ShapeId.parse(found.getFirst());
  }

  private static Answer unknown(String id) {
    return Answer.error(
        404, "unknown_shape", id + " (GET /-/shapes lists those that cost most of late)");
  }

  private static void writeFigures(JsonGenerator json, ShapeStatus shape) throws IOException {
    json.writeStringField("id", shape.id());
    json.writeNumberField("share", thousandths(shape.share()));
    json.writeNumberField("rate", tenths(shape.rate()));
    json.writeNumberField("count", shape.count());
    json.writeNumberField("failed", shape.failed());
    json.writeNumberField("refused", shape.refused());
    json.writeNumberField("timed_out", shape.timedOut());
    json.writeNumberField("cost", tenths(shape.cost()));
    json.writeNumberField("cost_total", tenths(shape.costTotal()));
    writeKnown(json, "took_ms", shape.took());
    json.writeNumberField("took_most_ms", shape.tookMost());
    writeKnown(json, "p50_ms", shape.p50());
    writeKnown(json, "p95_ms", shape.p95());
    writeKnown(json, "p99_ms", shape.p99());
    writeKnown(json, "hits", shape.hits());
    writeKnown(json, "shards", shape.shards());
    writeKnown(json, "response_bytes", shape.bytes());
    writeCounts(json, "operations", shape.operations());
    writeCounts(json, "tenants", shape.tenants());
    writeCounts(json, "indices", shape.indices());
    writeCounts(json, "rules", shape.rules());
    json.writeStringField(
        "first_seen", ByHandPages.seconds(Instant.ofEpochMilli(shape.firstSeen())));
    json.writeStringField("last_seen", ByHandPages.seconds(Instant.ofEpochMilli(shape.lastSeen())));
  }

  private static void writeCounts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  /** What rules have found in it, why that is dangerous, and what to do instead. */
  private static void writeFindings(JsonGenerator json, ShapeStatus shape) throws IOException {
    List<Rule> found = new ArrayList<>(Rules.all());
    found.removeIf(rule -> !shape.rules().containsKey(rule.id()));
    json.writeArrayFieldStart("findings");
    for (Rule rule : found) {
      json.writeStartObject();
      json.writeStringField("rule", rule.id());
      json.writeStringField("why", rule.description());
      json.writeStringField("trouble", rule.trouble());
      json.writeStringField("cure", rule.cure());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeOrder(JsonGenerator json, List<OrderStatus> orders, long fingerprint)
      throws IOException {
    for (OrderStatus each : orders) {
      if (each.order().fingerprint() == fingerprint) {
        json.writeObjectFieldStart("order");
        writeOrder(json, each);
        json.writeEndObject();
      }
    }
  }

  private static void writeOrder(JsonGenerator json, OrderStatus each) throws IOException {
    json.writeStringField("shape", each.order().id());
    json.writeStringField("set_to", each.order().text());
    json.writeStringField("since", ByHandPages.seconds(each.order().since()));
    json.writeStringField("until", ByHandPages.seconds(each.order().until()));
    json.writeStringField("why", each.order().why());
    json.writeNumberField("refused", each.refused());
  }

  /** What is not known is left out. */
  private static void writeKnown(JsonGenerator json, String name, double value) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, tenths(value));
    }
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Gives an answer, or says why not. */
  private interface Giving {
    Answer give() throws IOException;
  }

  private static Answer answering(String before, Giving answer) {
    try {
      return answer.give();
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "invalid_request", before + e.getMessage());
    } catch (IOException e) {
      return Answer.error(
          500,
          "not_kept",
          "it is in force, but could not be kept for the next start: " + e.getMessage());
    }
  }
}
