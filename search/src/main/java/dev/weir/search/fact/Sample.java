package dev.weir.search.fact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a search over a part of an index has told of a field.
 *
 * @param looked how many documents were looked at
 * @param values how many values of the field they had
 * @param different how many of them were different
 */
public record Sample(long looked, long values, long different) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int STEPS = 100;

  /** The body of the search. */
  public static String query(String field, int documents) {
    String quoted = field.replace("\\", "\\\\").replace("\"", "\\\"");
    return ("{\"size\":0,\"track_total_hits\":true,\"terminate_after\":%d,\"timeout\":\"1s\","
            + "\"aggs\":{\"values\":{\"value_count\":{\"field\":\"%s\"}},"
            + "\"different\":{\"cardinality\":{\"field\":\"%s\",\"precision_threshold\":1000}}}}")
        .formatted(documents, quoted, quoted);
  }

  /**
   * Reads its answer.
   *
   * @throws IOException if it is no such answer
   */
  public static Sample read(String json) throws IOException {
    long looked = -1;
    long values = -1;
    long different = -1;
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric() && "value".equals(parser.currentName())) {
          String of = parser.getParsingContext().getParent().getCurrentName();
          if ("total".equals(of)) {
            looked = parser.getLongValue();
          } else if ("values".equals(of)) {
            values = parser.getLongValue();
          } else if ("different".equals(of)) {
            different = parser.getLongValue();
          }
        }
      }
    }
    if (looked < 0 || values < 0 || different < 0) {
      throw new IOException("no counts");
    }
    return new Sample(looked, values, different);
  }

  /**
   * About how many different values all documents have, by how often values came again: of D values
   * that are equally frequent, n draws show D(1-e^(-n/D)) different ones on average (the occupancy
   * problem; W. Feller, An Introduction to Probability Theory, II.5). Values are seldom equally
   * frequent, so that it is rather too low than too high.
   *
   * @param documents how many the index has
   */
  public long estimate(long documents) {
    if (looked == 0 || values == 0) {
      return 0;
    }
    double all = Math.max((double) values, (double) values / looked * documents);
    if (all <= values) {
      return different;
    }
    double low = different;
    double high = all;
    if (expected(high) <= different) {
      return Math.round(high);
    }
    for (int step = 0; step < STEPS && high - low > 0.5; step++) {
      double middle = (low + high) / 2;
      if (expected(middle) < different) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.round(low);
  }

  private double expected(double distinct) {
    return -distinct * Math.expm1(-values / distinct);
  }
}
