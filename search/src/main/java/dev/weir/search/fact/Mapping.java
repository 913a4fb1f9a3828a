package dev.weir.search.fact;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an index. Immutable; safe from any thread.
 *
 * @param types the type of each field by its full name, those of multi-fields included; an alias
 *     has the type of what it stands for
 * @param nested which fields are nested objects
 * @param whole whether these are all
 */
public record Mapping(Map<String, String> types, Set<String> nested, boolean whole) {
  public Mapping {
    types = Map.copyOf(types);
    nested = Set.copyOf(nested);
  }

  /** The type of a field; empty if there is none of that name, null if that is not known. */
  public @Nullable String type(String field) {
    String type = types.get(field);
    if (type != null) {
      return type;
    }
    // Whatever is within such a field is indexed as it is, and not mapped.
    for (int dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      String around = types.get(field.substring(0, dot));
      if ("flattened".equals(around) || "flat_object".equals(around)) {
        return around;
      }
    }
    return whole ? "" : null;
  }
}
