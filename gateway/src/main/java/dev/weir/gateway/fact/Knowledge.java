package dev.weir.gateway.fact;

import dev.weir.search.fact.CatalogueReader;
import dev.weir.search.fact.FieldOf;
import dev.weir.search.fact.IndexSize;
import dev.weir.search.fact.Mapping;
import dev.weir.search.fact.Snapshot;
import dev.weir.search.index.IndexCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been learned of a cluster so far, and when. Used by one thread. */
final class Knowledge {
  /**
   * Something, and when it was learned.
   *
   * @param value what it is
   * @param at of {@link System#nanoTime}
   */
  private record Learned<T>(T value, long at) {}

  private CatalogueReader.Names names =
      new CatalogueReader.Names(new IndexCatalogue(List.of(), List.of()), false);
  private Map<String, IndexSize> sizes = Map.of();
  private final Map<String, Learned<Mapping>> mappings = new HashMap<>();
  private final Map<String, Learned<Long>> roots = new HashMap<>();
  private final Map<FieldOf, Learned<Long>> cardinalities = new HashMap<>();

  void names(CatalogueReader.Names now) {
    names = now;
  }

  void sizes(Map<String, IndexSize> now) {
    sizes = now;
  }

  long documents(String index) {
    IndexSize size = sizes.get(index);
    return size == null ? 0 : size.documents();
  }

  void mapping(String index, Mapping mapping, long now) {
    mappings.put(index, new Learned<>(mapping, now));
  }

  /** How many documents an index has without nested ones. */
  void roots(String index, long documents, long now) {
    roots.put(index, new Learned<>(documents, now));
  }

  void cardinality(FieldOf field, long values, long now) {
    cardinalities.put(field, new Learned<>(values, now));
  }

  boolean hasMapping(String index, long since) {
    return isSince(mappings.get(index), since);
  }

  boolean hasCardinality(FieldOf field, long since) {
    return isSince(cardinalities.get(field), since);
  }

  /** Whether it is known how many of its documents are nested ones, or that none are. */
  boolean hasRoots(String index, long since) {
    Learned<Mapping> mapping = mappings.get(index);
    return mapping == null
        || mapping.value().nested().isEmpty()
        || isSince(roots.get(index), since);
  }

  /** Whether a field is one whose values can be counted; true if that is not known. */
  boolean mayHaveValues(FieldOf field) {
    Learned<Mapping> mapping = mappings.get(field.index());
    String type = mapping == null ? null : mapping.value().type(field.field());
    return type == null
        || switch (type) {
          case "", "text", "object", "nested", "match_only_text" -> false;
          default -> true;
        };
  }

  private static boolean isSince(@Nullable Learned<?> learned, long since) {
    return learned != null && learned.at() - since >= 0;
  }

  /** Forgets all about what nobody asks for. */
  void keep(Set<String> indices, Set<FieldOf> fields) {
    mappings.keySet().retainAll(indices);
    roots.keySet().retainAll(indices);
    cardinalities.keySet().retainAll(fields);
  }

  Snapshot snapshot() {
    return new Snapshot(
        names.catalogue(),
        names.whole(),
        sizes,
        values(mappings),
        values(roots),
        values(cardinalities));
  }

  private static <K, T> Map<K, T> values(Map<K, Learned<T>> learned) {
    Map<K, T> values = new HashMap<>();
    learned.forEach((key, each) -> values.put(key, each.value()));
    return values;
  }
}
