package dev.weir.search.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Bodies that say anything anywhere: objects and arrays within each other, whose names are drawn
 * from all that mean something in a search, wherever they stand.
 */
final class RandomForm {
  private static final String[] OUTERMOST = {
    "query",
    "query",
    "query",
    "post_filter",
    "aggs",
    "sort",
    "_source",
    "knn",
    "rescore",
    "suggest",
    "slice",
    "collapse",
    "highlight",
    "search_after",
    "from",
    "size",
    "min_score",
    "script_fields",
    "retriever",
    "params",
    "id",
    "timeout",
    "track_total_hits",
    "terminate_after",
    "fields",
    "source",
    "requests"
  };
  private static final String[] FIELDS = {"user", "day", "city.name", "ü"};
  private static final String[] KINDS = names(ClauseKind.values());
  private static final String[] AGGREGATIONS = names(AggregationKind.values());
  private static final String[] KEYWORDS =
      Arrays.stream(Keyword.values()).map(Keyword::text).toArray(String[]::new);

  private final Random random;

  RandomForm(Random random) {
    this.random = random;
  }

  String body() {
    return object(0);
  }

  private static String[] names(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(each -> each.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private String object(int depth) {
    List<String> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = depth == 0 ? one(OUTERMOST) : name();
      if (seen.add(name)) {
        parts.add("\"" + name + "\":" + value(depth + 1));
      }
    }
    return "{" + String.join(random.nextInt(4) == 0 ? " ,\n  " : ",", parts) + "}";
  }

  private String name() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> one(KEYWORDS);
      case 4, 5, 6 -> one(KINDS);
      case 7 -> one(AGGREGATIONS);
      default -> one(FIELDS);
    };
  }

  private String value(int depth) {
    int choice = random.nextInt(10);
    if (depth < 7 && choice < 6) {
      return object(depth);
    }
    if (depth < 7 && choice == 6) {
      return array(depth);
    }
    if (choice == 7) {
      return RandomValues.array(random);
    }
    return RandomValues.valid(random);
  }

  private String array(int depth) {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(random.nextBoolean() ? object(depth + 1) : RandomValues.valid(random));
    }
    return "[" + String.join(",", parts) + "]";
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
