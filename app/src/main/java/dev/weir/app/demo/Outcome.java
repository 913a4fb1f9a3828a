package dev.weir.app.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.testkit.load.LoadFigures;
import dev.weir.testkit.load.LoadFigures.Count;
import dev.weir.testkit.load.LoadFigures.Latency;
import dev.weir.testkit.load.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param rate requests per second that were sent
 * @param length of the load
 */
record Outcome(
    DemoOptions options, int rate, Duration length, LoadFigures total, List<Event> events) {
  Outcome {
    events = List.copyOf(events);
  }

  /** Whether something was asked, and the success rate reached what was wished. */
  boolean passed() {
    return total.requests() > 0 && total.successRate() * 100 >= options.atLeast();
  }

  /** For people. */
  void print(PrintWriter out) {
    Latency latency = total.latency();
    out.println();
    out.printf(
        Locale.ROOT,
        "%s requests in %s with %d node%s: %s succeeded, %s%n",
        Words.number(total.requests()),
        Words.clock(length),
        options.nodes(),
        options.nodes() == 1 ? "" : "s",
        Nines.percent(total.succeeded(), total.requests()),
        Nines.words(total.succeeded(), total.requests()));
    out.printf(
        "latency  p50 %s  p99 %s  p99.9 %s  max %s%n",
        Words.millis(latency.p50()),
        Words.millis(latency.p99()),
        Words.millis(latency.p999()),
        Words.millis(latency.max()));
    new TreeMap<>(total.failures())
        .forEach((kind, count) -> out.println("failed   " + Words.number(count) + " × " + kind));
    out.printf(
        Locale.ROOT,
        "%s: at least %s %% were to succeed%n",
        passed() ? "passed" : "not passed",
        options.atLeast());
    out.flush();
  }

  /** For programs: one JSON object. */
  void write(Path file) throws IOException {
    JsonFactory json = new JsonFactory();
    try (JsonGenerator out =
        json.createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
            .useDefaultPrettyPrinter()) {
      out.writeStartObject();
      out.writeBooleanField("passed", passed());
      out.writeNumberField("at_least_percent", options.atLeast());
      out.writeNumberField("nodes", options.nodes());
      out.writeNumberField("rate", rate);
      out.writeNumberField("bills", options.bills());
      out.writeNumberField("seconds", length.toMillis() / 1_000.0);
      out.writeNumberField("requests", total.requests());
      out.writeNumberField("succeeded", total.succeeded());
      out.writeNumberField("failed", total.failed());
      out.writeNumberField("success_rate", total.successRate());
      out.writeNumberField("nines", Nines.count(total.succeeded(), total.requests()));
      writeLatency(out);
      writeCounts(out);
      out.writeArrayFieldStart("events");
      for (Event event : events) {
        out.writeStartObject();
        out.writeNumberField("at_seconds", event.at().toMillis() / 1_000.0);
        out.writeStringField("text", event.text());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private void writeLatency(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("latency_ms");
    out.writeNumberField("p50", total.latency().p50());
    out.writeNumberField("p99", total.latency().p99());
    out.writeNumberField("p99_9", total.latency().p999());
    out.writeNumberField("max", total.latency().max());
    out.writeEndObject();
  }

  private void writeCounts(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("operations");
    for (Map.Entry<Operation, Count> entry : new TreeMap<>(total.operations()).entrySet()) {
      out.writeObjectFieldStart(entry.getKey().name().toLowerCase(Locale.ROOT));
      out.writeNumberField("succeeded", entry.getValue().succeeded());
      out.writeNumberField("failed", entry.getValue().failed());
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeObjectFieldStart("failures");
    for (Map.Entry<String, Long> entry : new TreeMap<>(total.failures()).entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
