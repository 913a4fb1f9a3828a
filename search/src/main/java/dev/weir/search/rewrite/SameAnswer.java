package dev.weir.search.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Tells whether two answers to a search say the same: hits, their order and scores, totals and
 * aggregations. How long it took and which shards were passed over may differ.
 */
public final class SameAnswer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> OF_THE_RUN =
      Set.of("took", "_shards", "num_reduce_phases", "pit_id", "_scroll_id", "phase_took");

  private SameAnswer() {}

  /**
   * Compares two answers.
   *
   * @throws IOException if one is no JSON
   */
  public static boolean is(byte[] one, byte[] other) throws IOException {
    try (JsonParser first = JSON.createParser(one);
        JsonParser second = JSON.createParser(other)) {
      int depth = 0;
      while (true) {
        JsonToken token = first.nextToken();
        JsonToken beside = second.nextToken();
        if (token != beside || !isSame(first, second)) {
          return false;
        }
        if (token == null) {
          return true;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1
            && token == JsonToken.FIELD_NAME
            && OF_THE_RUN.contains(first.currentName())) {
          pass(first);
          pass(second);
        }
      }
    }
  }

  private static boolean isSame(JsonParser first, JsonParser second) throws IOException {
    String text = first.getText();
    return text == null ? second.getText() == null : text.equals(second.getText());
  }

  private static void pass(JsonParser parser) throws IOException {
    parser.nextToken();
    parser.skipChildren();
  }
}
