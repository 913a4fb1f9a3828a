package dev.weir.search.rule;

import dev.weir.search.profile.SearchProfile.TotalHits;
import org.jspecify.annotations.Nullable;

/** Every hit is counted. */
public record ExactTotal() implements Rule {
  @Override
  public String id() {
    return "exact-total";
  }

  @Override
  public String description() {
    return "To count every hit the engine may not pass over those that score too low to be shown.";
  }

  @Override
  public String trouble() {
    return "{\"track_total_hits\":true}";
  }

  @Override
  public String cure() {
    return "{\"track_total_hits\":10000}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    // With no hits wanted there is nothing to pass over.
    return asked.profile().totalHits() == TotalHits.EXACT && asked.profile().size() != 0
        ? found("every hit is counted", 0, 0)
        : null;
  }
}
