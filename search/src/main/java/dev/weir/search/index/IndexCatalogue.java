package dev.weir.search.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The indices, aliases and data streams of one cluster at one time. Immutable; safe from any
 * thread. Names are sorted, so that a pattern costs what fits its beginning and not a look at every
 * name.
 */
public final class IndexCatalogue {
  /** What bears a name. */
  sealed interface Named {
    String name();

    boolean hidden();
  }

  /**
   * An index.
   *
   * @param open whether it can be searched
   * @param hidden whether patterns pass it over, as they do the indices of a data stream
   */
  public record Index(String name, boolean open, boolean hidden) implements Named {}

  /**
   * A name that stands for indices: an alias, or a data stream with the indices behind it.
   *
   * @param hidden whether patterns pass it over
   */
  public record Group(String name, List<String> indices, boolean hidden) implements Named {
    public Group {
      indices = List.copyOf(indices);
    }
  }

  private final NavigableMap<String, Named> names = new TreeMap<>(Comparator.naturalOrder());

  /** Takes what there is; of two with one name, which no cluster has, the first counts. */
  public IndexCatalogue(Collection<Index> indices, Collection<Group> groups) {
    indices.forEach(index -> names.putIfAbsent(index.name(), index));
    groups.forEach(group -> names.putIfAbsent(group.name(), group));
  }

  /** How many names it holds. */
  public int size() {
    return names.size();
  }

  @Nullable Named named(String name) {
    return names.get(name);
  }

  @Nullable Index index(String name) {
    return names.get(name) instanceof Index index ? index : null;
  }

  /** What may fit a pattern: everything whose name begins as the pattern does. */
  Collection<Named> candidates(String pattern) {
    int star = pattern.indexOf('*');
    if (star <= 0) {
      return names.values();
    }
    String from = pattern.substring(0, star);
    char last = from.charAt(star - 1);
    if (last == Character.MAX_VALUE) {
      return names.tailMap(from, true).values();
    }
    // The first string behind all that begin so.
    String to = from.substring(0, star - 1) + (char) (last + 1);
    return names.subMap(from, true, to, false).values();
  }
}
