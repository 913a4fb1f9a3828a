package dev.weir.gateway.settings;

import dev.weir.search.trim.FieldPaths;
import java.util.ArrayList;
import java.util.List;

/** What is kept of answers to searches and gets. */
public record TrimSettings(
    @Setting(
            value =
                "Paths of what is kept, as the engines' filter_path has them: names with dots"
                    + " between, * for any part of a name, ** for any number of names. Empty: all.",
            example = "[took, hits.total, hits.hits._source]")
        List<String> include,
    @Setting(value = "Paths of what is left out of that.", example = "['**._source.internal']")
        List<String> exclude) {

  public TrimSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    Checks checks = new Checks();
    check(checks, "include", include);
    check(checks, "exclude", exclude);
    checks.done();
  }

  private static void check(Checks checks, String key, List<String> paths) {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      try {
        FieldPaths.of(List.of(paths.get(i)));
        good.add(paths.get(i));
      } catch (IllegalArgumentException e) {
        checks.that(false, key + "[" + i + "]", paths.get(i), "a path such as hits.hits._source");
      }
    }
    try {
      FieldPaths.of(good);
    } catch (IllegalArgumentException e) {
      checks.that(
          false,
          key,
          paths.size() + " paths",
          "at most " + FieldPaths.MOST_NAMES + " names in all");
    }
  }

  public static TrimSettings defaults() {
    return new TrimSettings(List.of(), List.of());
  }
}
