package dev.weir.search.profile;

import dev.weir.search.json.Oddities;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that a profile tells, to be compared: whatever fields it has, or will have. */
public final class Figures {
  /** How it came about, where names are kept, and what is kept for more than there is. */
  private static final Set<String> OF_NO_ACCOUNT =
      Set.of("known", "names", "spareClause", "spareAggregation");

  private Figures() {}

  public static Map<String, Object> of(SearchProfile profile) {
    Map<String, Object> figures =
        fields(profile, Set.of("clauses", "aggregations", "sorts", "statement"));
    figures.put("clauses", profile.clauses().stream().map(Figures::of).toList());
    figures.put("aggregations", profile.aggregations().stream().map(Figures::of).toList());
    figures.put("sorts", profile.sortFields());
    Map<String, Object> statement = fields(profile.statement(), Set.of("kept", "shape"));
    statement.put("sources", profile.statement().sources());
    statement.put("shape", profile.statement().shape());
    figures.put("statement", statement);
    return figures;
  }

  private static Map<String, Object> of(Clause clause) {
    Map<String, Object> figures =
        fields(clause, Set.of("field", "fieldText", "fieldOfText", "text"));
    figures.put("field", String.valueOf(clause.field()));
    figures.put("text", fields(clause.text(), Set.of()));
    return figures;
  }

  private static Map<String, Object> of(Aggregation aggregation) {
    Map<String, Object> figures = fields(aggregation, Set.of("field", "interval"));
    figures.put("field", String.valueOf(aggregation.field()));
    figures.put("interval", String.valueOf(aggregation.interval()));
    return figures;
  }

  private static Map<String, Object> fields(Object of, Set<String> besides) {
    Map<String, Object> values = new TreeMap<>();
    for (Field field : of.getClass().getDeclaredFields()) {
      String name = field.getName();
      if (!Modifier.isStatic(field.getModifiers())
          && !OF_NO_ACCOUNT.contains(name)
          && !besides.contains(name)) {
        values.put(name, value(field, of));
      }
    }
    return values;
  }

  private static Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return switch (field.get(of)) {
        case Oddities oddities -> oddities.toSet();
        case int[] counts -> Arrays.stream(counts).boxed().toList();
        case Number number -> number;
        case Boolean bool -> bool;
        case Enum<?> constant -> constant;
        case List<?> list -> List.copyOf(list);
        case null, default ->
            throw new AssertionError("what of " + field + "? say how it is compared");
      };
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
