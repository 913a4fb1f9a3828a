package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A search whose structure is drawn from one source of chance and whose values, order of names and
 * lengths of arrays from another.
 */
final class RandomQuery {
  private static final String[] FIELDS = {"user", "day", "sum", "city.name", "ü"};

  private final Random structure;
  private final Random values;

  /** Which part is to be another than the structure says; counts down. */
  private int change;

  RandomQuery(long structure, long values) {
    this(structure, values, -1);
  }

  RandomQuery(long structure, long values, int change) {
    this.structure = new Random(structure);
    this.values = new Random(values);
    this.change = change;
  }

  byte[] body() {
    List<String> parts = new ArrayList<>();
    parts.add("\"query\":" + query(0));
    if (structure.nextBoolean()) {
      parts.add("\"size\":" + (1 + values.nextInt(9_000)));
    }
    if (structure.nextBoolean()) {
      parts.add("\"aggs\":" + aggregations(0));
    }
    if (structure.nextBoolean()) {
      parts.add("\"sort\":[{\"" + field() + "\":\"desc\"},\"" + field() + "\"]");
    }
    if (structure.nextBoolean()) {
      parts.add("\"_source\":[\"" + field() + "\"]");
    }
    return object(parts).getBytes(UTF_8);
  }

  /** Whether the part that was to be changed was come to. */
  boolean isChanged() {
    return change < -1;
  }

  private String query(int depth) {
    return switch (structure.nextInt(depth > 2 ? 6 : 9)) {
      case 0 -> "{\"term\":{\"" + field() + "\":" + value() + "}}";
      case 1 ->
          "{\"terms\":"
              + object(List.of("\"" + field() + "\":" + list(), "\"boost\":" + number()))
              + "}";
      case 2 ->
          "{\"range\":{\""
              + field()
              + "\":"
              + object(List.of("\"gte\":" + number(), "\"lt\":" + number()))
              + "}}";
      case 3 -> "{\"exists\":{\"field\":\"" + field() + "\"}}";
      case 4 -> "{\"match\":{\"" + field() + "\":{\"query\":" + value() + "}}}";
      case 5 -> "{\"prefix\":{\"" + field() + "\":" + text() + "}}";
      case 6 ->
          "{\"nested\":"
              + object(List.of("\"path\":\"" + field() + "\"", "\"query\":" + query(depth + 1)))
              + "}";
      default -> {
        List<String> parts = new ArrayList<>();
        parts.add("\"must\":" + queries(depth + 1));
        if (structure.nextBoolean()) {
          parts.add("\"filter\":" + queries(depth + 1));
        }
        parts.add("\"boost\":" + number());
        yield "{\"bool\":" + object(parts) + "}";
      }
    };
  }

  private String queries(int depth) {
    List<String> queries = new ArrayList<>();
    for (int i = structure.nextInt(3); i >= 0; i--) {
      queries.add(query(depth));
    }
    Collections.shuffle(queries, values);
    return "[" + String.join(",", queries) + "]";
  }

  private String aggregations(int depth) {
    List<String> parts = new ArrayList<>();
    for (int i = structure.nextInt(2); i >= 0; i--) {
      List<String> one = new ArrayList<>();
      one.add(
          "\"terms\":"
              + object(
                  List.of(
                      "\"field\":\"" + field() + "\"", "\"size\":" + (1 + values.nextInt(99)))));
      if (depth < 2 && structure.nextBoolean()) {
        one.add(
            (values.nextBoolean() ? "\"aggs\":" : "\"aggregations\":") + aggregations(depth + 1));
      }
      parts.add("\"n" + i + "_" + values.nextInt(1_000) + "\":" + object(one));
    }
    return object(parts);
  }

  private String object(List<String> parts) {
    List<String> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, values);
    return "{" + String.join(values.nextBoolean() ? "," : " ,\n", shuffled) + "}";
  }

  private String field() {
    String field = FIELDS[structure.nextInt(FIELDS.length)];
    return change-- == 0 ? field + "_" : field;
  }

  private String list() {
    // Of one decade.
    List<String> list = new ArrayList<>();
    for (int i = 10 + values.nextInt(90); i > 0; i--) {
      list.add(value());
    }
    return "[" + String.join(",", list) + "]";
  }

  private String value() {
    return switch (values.nextInt(3)) {
      case 0 -> number();
      case 1 -> text();
      default -> String.valueOf(values.nextBoolean());
    };
  }

  private String number() {
    return values.nextBoolean() ? "1.5" : String.valueOf(values.nextInt());
  }

  private String text() {
    return "\"" + Integer.toString(values.nextInt(), 36) + "\"";
  }
}
