package dev.weir.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every write that the cluster has said it has, by the document's id: the highest of the sequence
 * numbers that it gave. A document whose number is lower in the end has lost a write, even if an
 * older version of it is there. Safe for use by several threads.
 */
final class AcknowledgedWrites {
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();

  /** Takes the items that went well out of the answer to a bulk. */
  void add(String bulkAnswer) {
    try {
      for (JsonNode item : json.readTree(bulkAnswer).path("items")) {
        JsonNode result = item.path("index");
        if (result.path("status").asInt() / 100 == 2) {
          numbers.merge(result.path("_id").asText(), result.path("_seq_no").asLong(), Math::max);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sequence numbers by id. */
  Map<String, Long> numbers() {
    return Map.copyOf(numbers);
  }
}
