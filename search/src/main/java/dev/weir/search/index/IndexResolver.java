package dev.weir.search.index;

import dev.weir.search.index.IndexCatalogue.Group;
import dev.weir.search.index.IndexCatalogue.Index;
import dev.weir.search.index.IndexCatalogue.Named;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which indices an expression stands for, as OpenSearch 3 and Elasticsearch 7 to 9 resolve
 * it: date math first; then part by part, a name adds its indices, a pattern those that fit and are
 * neither hidden nor in a state that is not asked for, and behind the first pattern a part that
 * begins with {@code -} takes away. Pure; safe from any thread.
 */
public final class IndexResolver {
  private IndexResolver() {}

  /**
   * What an expression stands for.
   *
   * @param indices the names of the indices, in no order that counts
   * @param missing parts that name nothing, for which the engine would refuse the request
   * @param remote whether indices of other clusters are asked for, too, which are not known here
   */
  public record Resolution(Set<String> indices, List<String> missing, boolean remote) {
    public Resolution {
      indices = Set.copyOf(indices);
      missing = List.copyOf(missing);
    }
  }

  /**
   * Resolves an expression.
   *
   * @param now what {@code now} is in date math
   */
  public static Resolution resolve(
      IndexList expression, IndexCatalogue catalogue, ResolveOptions options, Instant now) {
    Run run = new Run(catalogue, options);
    if (isAll(expression)) {
      run.expand("*", true);
      return run.resolution(false);
    }
    for (IndexList.Part part : expression.parts()) {
      if (part.cluster() == null) {
        String name = part.isDateMath() ? DateMathName.resolve(part.name(), now) : part.name();
        run.take(name == null ? part.name() : name);
      }
    }
    return run.resolution(expression.isRemote());
  }

  /** {@code _all} means everything only where it stands alone. */
  private static boolean isAll(IndexList expression) {
    return expression.parts().isEmpty()
        || (expression.parts().size() == 1
            && expression.parts().getFirst().cluster() == null
            && expression.parts().getFirst().name().equals("_all"));
  }

  /** Whether a name fits a pattern in which {@code *} stands for any characters, or none. */
  static boolean fits(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static final class Run {
    private final IndexCatalogue catalogue;
    private final ResolveOptions options;
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private boolean patternSeen;

    Run(IndexCatalogue catalogue, ResolveOptions options) {
      this.catalogue = catalogue;
      this.options = options;
    }

    void take(String part) {
      Named named = catalogue.named(part);
      if (named != null) {
        add(named);
        return;
      }
      boolean adds = !(patternSeen && part.startsWith("-"));
      String name = adds ? part : part.substring(1);
      if (name.indexOf('*') >= 0) {
        expand(name, adds);
        patternSeen = true;
        return;
      }
      named = catalogue.named(name);
      if (named == null) {
        missing.add(name);
      } else if (!adds) {
        // An exclusion takes away a name, not what an alias of that name stands for.
        found.remove(name);
      }
    }

    void expand(String pattern, boolean adds) {
      for (Named named : catalogue.candidates(pattern)) {
        if (fits(pattern, named.name()) && isSeen(named, pattern)) {
          switch (named) {
            case Index index -> change(index, adds);
            case Group group -> {
              for (String name : group.indices()) {
                change(catalogue.index(name), adds);
              }
            }
          }
        }
      }
    }

    /** A hidden name is seen where asked for, or by a pattern that begins with a dot as it does. */
    private boolean isSeen(Named named, String pattern) {
      return !named.hidden()
          || options.hidden()
          || (named.name().startsWith(".") && pattern.startsWith("."));
    }

    private void change(@Nullable Index index, boolean adds) {
      if (index == null || !(index.open() ? options.open() : options.closed())) {
        return;
      }
      if (adds) {
        found.add(index.name());
      } else {
        found.remove(index.name());
      }
    }

    private void add(Named named) {
      switch (named) {
        case Index index -> found.add(index.name());
        case Group group -> found.addAll(group.indices());
      }
    }

    Resolution resolution(boolean remote) {
      return new Resolution(
          found, options.ignoreUnavailable() ? List.of() : List.copyOf(missing), remote);
    }
  }
}
