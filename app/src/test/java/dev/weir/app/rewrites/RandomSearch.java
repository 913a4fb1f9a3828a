package dev.weir.app.rewrites;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Searches over a {@link RandomIndex}, with what rewrites look for in them. */
final class RandomSearch {
  private final RandomIndex index;
  private final Random random;
  private final List<String> fields;

  RandomSearch(RandomIndex index, Random random) {
    this.index = index;
    this.random = random;
    this.fields = index.types().keySet().stream().filter(field -> !field.startsWith("n.")).toList();
  }

  String body() {
    List<String> parts = new ArrayList<>();
    if (random.nextInt(8) > 0) {
      parts.add("\"query\":" + query(0));
    }
    if (random.nextInt(8) == 0) {
      parts.add("\"post_filter\":" + query(1));
    }
    if (random.nextInt(3) == 0) {
      parts.add("\"aggs\":" + aggregations(0));
    }
    switch (random.nextInt(4)) {
      case 0 -> parts.add("\"size\":0");
      case 1 -> parts.add("\"size\":" + (1 + random.nextInt(40)));
      default -> {}
    }
    switch (random.nextInt(5)) {
      case 0 -> parts.add("\"track_total_hits\":true");
      case 1 -> parts.add("\"track_total_hits\":" + random.nextInt(50));
      default -> {}
    }
    if (random.nextInt(4) == 0) {
      parts.add(
          "\"sort\":[{\""
              + sortable()
              + "\":{\"order\":\"desc\",\"unmapped_type\":\"long\"}},\"_doc\"]");
    }
    if (random.nextInt(6) == 0) {
      parts.add("\"min_score\":0.5");
    }
    return "{" + String.join(random.nextBoolean() ? "," : " , ", parts) + "}";
  }

  private String query(int depth) {
    return switch (random.nextInt(depth > 2 ? 6 : 11)) {
      case 0, 1 -> terms();
      case 2 -> term();
      case 3, 4 -> range(pick(fields));
      case 5 ->
          switch (random.nextInt(4)) {
            case 0 -> "{\"match_all\":{}}";
            case 1 -> "{\"exists\":{\"field\":\"" + pick(fields) + "\"}}";
            case 2 -> "{\"match\":{\"f_text0\":\"w1 w2 w3\"}}";
            default -> "{\"prefix\":{\"f_keyword0\":\"k-1\"}}";
          };
      case 6 ->
          "{\"constant_score\":{\"filter\":" + query(depth + 1) + ",\"boost\":" + boost() + "}}";
      case 7 ->
          "{\"nested\":{\"path\":\"n\",\"query\":{\"bool\":{\"filter\":["
              + "{\"term\":{\"n.f_double\":"
              + index.value("n.f_double", random)
              + "}},"
              + range("n.f_integer")
              + "]}}}}";
      case 8 ->
          switch (random.nextInt(3)) {
            case 0 -> "{\"dis_max\":{\"queries\":" + queries(depth + 1) + "}}";
            case 1 ->
                "{\"boosting\":{\"positive\":"
                    + query(depth + 1)
                    + ",\"negative\":"
                    + query(depth + 1)
                    + ",\"negative_boost\":0.5}}";
            default ->
                "{\"function_score\":{\"query\":"
                    + query(depth + 1)
                    + ",\"functions\":[{\"filter\":"
                    + query(depth + 1)
                    + ",\"weight\":3}]}}";
          };
      default -> bool(depth);
    };
  }

  private String bool(int depth) {
    List<String> parts = new ArrayList<>();
    for (String kind : List.of("must", "filter", "filter", "should", "must_not")) {
      String member = "\"" + kind + "\":";
      if (random.nextInt(2) == 0 && parts.stream().noneMatch(part -> part.startsWith(member))) {
        parts.add(member + (random.nextInt(4) == 0 ? query(depth + 1) : queries(depth + 1)));
      }
    }
    if (random.nextInt(5) == 0) {
      parts.add("\"boost\":" + boost());
    }
    return "{\"bool\":{" + String.join(",", parts) + "}}";
  }

  private String queries(int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(i -> query(depth))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String terms() {
    String field = pick(fields);
    String values =
        IntStream.range(0, random.nextInt(9))
            .mapToObj(i -> loose(field))
            .collect(Collectors.joining(random.nextBoolean() ? "," : ", "));
    String options = random.nextInt(4) == 0 ? ",\"boost\":" + boost() : "";
    String name = random.nextInt(6) == 0 ? ",\"_name\":\"q" + random.nextInt(9) + "\"" : "";
    return "{\"terms\":{\"" + field + "\":[" + values + "]" + options + name + "}}";
  }

  private String term() {
    String field =
        random.nextBoolean()
            ? pick(List.of("f_double0", "f_double1", "f_float0", "f_half_float0"))
            : pick(fields);
    String value = loose(field);
    return random.nextInt(3) == 0
        ? "{\"term\":{\"" + field + "\":{\"value\":" + value + ",\"boost\":" + boost() + "}}}"
        : "{\"term\":{\"" + field + "\":" + value + "}}";
  }

  /** A value, now and then as a text, which engines take for numbers too. */
  private String loose(String field) {
    String value = index.value(field, random);
    return random.nextInt(8) == 0 && !value.startsWith("\"") ? "\"" + value + "\"" : value;
  }

  private String range(String field) {
    List<String> ends = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      ends.add("\"" + pick(List.of("gte", "gt")) + "\":" + end(field));
    }
    if (random.nextInt(4) > 0) {
      ends.add("\"" + pick(List.of("lte", "lt")) + "\":" + end(field));
    }
    if (random.nextInt(5) == 0) {
      ends.add("\"boost\":" + boost());
    }
    return "{\"range\":{\"" + field + "\":{" + String.join(",", ends) + "}}}";
  }

  private String end(String field) {
    String type = String.valueOf(index.types().get(field));
    return switch (type) {
      case "byte", "short", "integer", "long" ->
          switch (random.nextInt(4)) {
            case 0 -> index.value(field, random);
            case 1 -> "-" + random.nextInt(7) + "." + random.nextInt(10);
            case 2 -> random.nextInt(7) + ".0";
            default -> random.nextInt(7) + "." + random.nextInt(1_000);
          };
      case "date", "date_nanos" ->
          switch (random.nextInt(4)) {
            case 0 -> index.value(field, random);
            case 1 -> "\"now-" + random.nextInt(9) + "d\"";
            default ->
                "\"2026-11-21T%s:00:%02d.%03d%s\""
                    .formatted(
                        random.nextInt(3) == 0 ? "13" : "12",
                        random.nextInt(3),
                        random.nextInt(12),
                        pick(
                            List.of(
                                "1Z", "999Z", "000Z", "123456Z", "999999+01:00", "999999", "")));
          };
      default -> index.value(field, random);
    };
  }

  private String aggregations(int depth) {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      String inner =
          depth < 2 && random.nextInt(3) == 0 ? ",\"aggs\":" + aggregations(depth + 1) : "";
      String one =
          switch (random.nextInt(6)) {
            case 0 -> "\"terms\":{\"field\":\"" + countable() + "\",\"size\":5}";
            case 1 -> "\"filter\":" + query(2);
            case 2 -> "\"filters\":{\"filters\":{\"x\":" + query(2) + ",\"y\":" + query(2) + "}}";
            case 3 -> "\"filters\":{\"other_bucket\":true,\"filters\":" + queries(2) + "}";
            case 4 -> "\"missing\":{\"field\":\"" + countable() + "\"}";
            default -> "\"global\":{}";
          };
      boolean nestable = !one.startsWith("\"global\"") || depth == 0;
      String leaf = "\"cardinality\":{\"field\":\"" + countable() + "\"}";
      parts.add("\"a" + i + "\":{" + (nestable ? one + inner : leaf) + "}");
    }
    return "{" + String.join(",", parts) + "}";
  }

  /** Of all documents' fields, one with doc values more often than not. */
  private String countable() {
    return pick(List.of("f_keyword0", "f_integer0", "f_double0", "f_boolean0", "f_date0"));
  }

  private String sortable() {
    return pick(List.of("f_keyword0", "f_integer1", "f_double1", "f_date1", "f_absent"));
  }

  private String boost() {
    return pick(List.of("0.0", "0.5", "1", "2.5"));
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
