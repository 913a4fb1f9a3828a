package dev.weir.search.rewrite;

import dev.weir.search.profile.SearchProfile.TotalHits;
import dev.weir.search.rule.Asked;
import org.jspecify.annotations.Nullable;

/**
 * The number of hits counted up to a limit, where a search wants to know it exactly or up to a
 * higher one. Not in scrolls, which engines want to count, and not where the client wants the total
 * as a bare number.
 *
 * @param limit up to which it is counted
 */
public record CappedTotal(long limit) implements Rewrite {
  @Override
  public String id() {
    return "capped-total";
  }

  @Override
  public String description() {
    return "Hits are counted up to "
        + limit
        + " only, so that documents that cannot be among the best are passed over.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.NARROWING;
  }

  @Override
  public @Nullable String rule() {
    return "exact-total";
  }

  @Override
  public String before() {
    return "/bills/_search {\"track_total_hits\":true,\"query\":{\"match_all\":{}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"track_total_hits\":10000,\"query\":{\"match_all\":{}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    return (asked.profile().totalHits() == TotalHits.EXACT
            || asked.profile().totalHitsLimit() > limit)
        && !asked.profile().hasScroll();
  }

  @Override
  public void body(Draft draft) {
    int root = draft.root();
    if (root == Draft.NONE
        || draft.hasParameter("track_total_hits")
        || draft.hasParameter("rest_total_hits_as_int")
        || draft.hasParameter("scroll")) {
      return;
    }
    int said = draft.member(root, "track_total_hits");
    if (draft.isScalar(said) && !draft.isText(said)) {
      draft.replace(said, Long.toString(limit));
    }
  }
}
