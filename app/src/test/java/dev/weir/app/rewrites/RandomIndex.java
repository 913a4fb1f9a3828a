package dev.weir.app.rewrites;

import dev.weir.search.rule.IndexFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** An index whose mapping, settings and documents are drawn from one source of chance. */
final class RandomIndex {
  private static final List<String> TYPES =
      List.of(
          "keyword",
          "text",
          "byte",
          "short",
          "integer",
          "long",
          "float",
          "double",
          "half_float",
          "date",
          "date_nanos",
          "boolean",
          "ip");

  private final String name;
  private final Random random;
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  RandomIndex(String name, Random random) {
    this.name = name;
    this.random = random;
    for (String type : TYPES) {
      int count = type.equals("double") || type.equals("integer") || type.equals("date") ? 2 : 1;
      for (int i = 0; i < count; i++) {
        String field = "f_" + type + i;
        types.put(field, type);
        boolean plain = type.equals("text") || random.nextInt(4) > 0;
        options.put(field, plain ? "" : ",\"doc_values\":false");
      }
    }
    types.put("n.f_double", "double");
    types.put("n.f_integer", "integer");
  }

  String name() {
    return name;
  }

  Map<String, String> types() {
    return types;
  }

  /** What the mapping says. */
  IndexFacts facts() {
    return IndexFacts.ofTypes(types);
  }

  /** The body that makes the index. */
  String definition() {
    String properties =
        options.entrySet().stream()
            .map(
                each ->
                    "\"%s\":{\"type\":\"%s\"%s}"
                        .formatted(each.getKey(), types.get(each.getKey()), each.getValue()))
            .collect(Collectors.joining(","));
    return """
    {"settings":{"number_of_shards":%d,"number_of_replicas":0,"refresh_interval":"-1",
    "index.requests.cache.enable":%b},
    "mappings":{"dynamic":false,"properties":{%s,
    "n":{"type":"nested","properties":{"f_double":{"type":"double"},"f_integer":{"type":"integer"}}}}}}
    """
        .formatted(1 + random.nextInt(3), random.nextBoolean(), properties);
  }

  /** Lines of a bulk with so many documents. */
  String documents(int first, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      lines.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n{");
      List<String> members = new ArrayList<>();
      for (String field : options.keySet()) {
        if (random.nextInt(5) > 0) {
          members.add("\"" + field + "\":" + stored(field));
        }
      }
      members.add(
          "\"n\":[{\"f_double\":%s,\"f_integer\":%s}]"
              .formatted(value("n.f_double", random), value("n.f_integer", random)));
      lines.append(String.join(",", members)).append("}\n");
    }
    return lines.toString();
  }

  private String stored(String field) {
    return random.nextInt(4) == 0
        ? "[" + value(field, random) + "," + value(field, random) + "]"
        : value(field, random);
  }

  /** A value of a field: of few, so that documents and queries meet. */
  String value(String field, Random chance) {
    return value(String.valueOf(types.get(field)), chance, chance.nextInt(12));
  }

  private static String value(String type, Random chance, int n) {
    return switch (type) {
      case "keyword" -> "\"k-" + n + "\"";
      case "text" -> "\"w" + n + " w" + chance.nextInt(12) + "\"";
      case "byte", "short", "integer", "long" -> Integer.toString(n - 6);
      case "float", "double", "half_float" ->
          switch (n % 4) {
            case 0 -> Double.toString(n / 10.0);
            case 1 -> Integer.toString(n - 6);
            case 2 -> "-0.0";
            default -> "1." + n + "e-1";
          };
      case "date", "date_nanos" ->
          "\"2026-11-21T12:00:%02d.%03d%sZ\""
              .formatted(n % 3, n, type.equals("date") ? "" : "00" + n % 10 + "456");
      case "boolean" -> Boolean.toString(n % 2 == 0);
      case "ip" -> "\"10.0.0." + n + "\"";
      default -> throw new IllegalArgumentException(type);
    };
  }
}
