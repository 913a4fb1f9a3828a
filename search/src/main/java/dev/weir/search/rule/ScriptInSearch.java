package dev.weir.search.rule;

import dev.weir.search.profile.Place;
import org.jspecify.annotations.Nullable;

/** Scripts that run for every document that matches. */
public record ScriptInSearch() implements Rule {
  @Override
  public String id() {
    return "script";
  }

  @Override
  public String description() {
    return "A script in a query, a sort or an aggregation runs for each document that matches, and"
        + " reads its fields one by one.";
  }

  @Override
  public String trouble() {
    return "{\"sort\":{\"_script\":{\"type\":\"number\",\"script\":{\"source\":\"doc.a.value *"
        + " 2\"}}}}";
  }

  @Override
  public String cure() {
    return "{\"sort\":[{\"a_doubled\":\"asc\"}]}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    int measured =
        asked.profile().scripts(Place.QUERY)
            + asked.profile().scripts(Place.FILTER)
            + asked.profile().scripts(Place.SORT)
            + asked.profile().scripts(Place.AGGREGATION);
    return measured > 0
        ? found(measured + " scripts in query, sort or aggregation", measured, 0)
        : null;
  }
}
