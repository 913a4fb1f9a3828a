package dev.weir.search.fact;

import dev.weir.search.index.IndexCatalogue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster's indices at one time. Immutable; safe from any thread.
 *
 * @param names its indices, aliases and data streams
 * @param whole whether these are all, so that it is known what a pattern stands for
 * @param sizes by index
 * @param mappings by index, of those that were asked for
 * @param roots how many documents an index has without nested ones, of those that have some
 * @param cardinalities of fields that were asked for
 */
public record Snapshot(
    IndexCatalogue names,
    boolean whole,
    Map<String, IndexSize> sizes,
    Map<String, Mapping> mappings,
    Map<String, Long> roots,
    Map<FieldOf, Long> cardinalities) {
  /** Nothing is known. */
  public static final Snapshot NONE =
      new Snapshot(
          new IndexCatalogue(List.of(), List.of()), false, Map.of(), Map.of(), Map.of(), Map.of());

  public Snapshot {
    sizes = Map.copyOf(sizes);
    mappings = Map.copyOf(mappings);
    roots = Map.copyOf(roots);
    cardinalities = Map.copyOf(cardinalities);
  }

  /** Mean bytes of a document of an index; -1 if that is not known, or it has none. */
  long documentBytes(String index) {
    IndexSize size = sizes.get(index);
    if (size == null) {
      return -1;
    }
    @Nullable Long roots = this.roots.get(index);
    long documents = roots == null ? size.documents() : roots;
    return documents <= 0 ? -1 : size.bytes() / documents;
  }
}
