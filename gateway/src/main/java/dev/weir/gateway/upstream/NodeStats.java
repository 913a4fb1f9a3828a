package dev.weir.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What {@code _nodes/stats} says of processors and heaps, on average over its nodes.
 *
 * @param cpuPercent {@link Double#NaN} if none says it
 * @param heapPercent as above
 */
record NodeStats(double cpuPercent, double heapPercent) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an answer.
   *
   * @throws IOException if it is no JSON
   */
  static NodeStats read(String json) throws IOException {
    Mean cpu = new Mean();
    Mean heap = new Mean();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          String name = parser.currentName();
          String of = parser.getParsingContext().getParent().getCurrentName();
          if ("cpu".equals(of) && "percent".equals(name)) {
            cpu.add(parser.getDoubleValue());
          } else if ("mem".equals(of) && "heap_used_percent".equals(name)) {
            heap.add(parser.getDoubleValue());
          }
        }
      }
    }
    return new NodeStats(cpu.value(), heap.value());
  }

  private static final class Mean {
    private double sum;
    private int count;

    /** Engines say -1 for what they do not know. */
    void add(double value) {
      if (value >= 0) {
        sum += value;
        count++;
      }
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }
}
