package dev.weir.search.rewrite;

import dev.weir.search.Operation;
import dev.weir.search.profile.Clause;
import dev.weir.search.profile.RangeEnd;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import org.jspecify.annotations.Nullable;

/**
 * A search that wants no hits, marked for the engine's request cache, which forgets what it knows
 * of a shard at every refresh that changes it, so that answers are the same. Engines keep such
 * answers by themselves unless an index says {@code index.requests.cache.enable: false}; the mark
 * is for those. Not where the answer hangs on the time or on a script, and not of scrolls, with
 * which engines refuse the mark.
 */
public record CacheableWithoutHits() implements Rewrite {
  @Override
  public String id() {
    return "cacheable-without-hits";
  }

  @Override
  public String description() {
    return "A search with size 0 is marked for the request cache of the engine, so that shards that"
        + " have not changed do not count again.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.EQUIVALENT;
  }

  @Override
  public @Nullable String rule() {
    return null;
  }

  @Override
  public String before() {
    return "/bills/_search {\"size\":0,\"aggs\":{\"a\":{\"terms\":{\"field\":\"user\"}}}}";
  }

  @Override
  public String after() {
    return "/bills/_search?request_cache=true"
        + " {\"size\":0,\"aggs\":{\"a\":{\"terms\":{\"field\":\"user\"}}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    SearchProfile profile = asked.profile();
    return asked.operation() == Operation.SEARCH
        && profile.size() == 0
        && !profile.hasScroll()
        && profile.scripts() == 0
        && profile.computedFields() == 0
        && !hangsOnTime(profile);
  }

  private static boolean hangsOnTime(SearchProfile profile) {
    for (Clause each : profile.clauses()) {
      if (isTime(each.lower()) || isTime(each.upper())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTime(RangeEnd end) {
    return end == RangeEnd.NOW || end == RangeEnd.NOW_ROUNDED;
  }

  @Override
  public void body(Draft draft) {
    if (draft.isPlainSearch()
        && !draft.hasParameter("request_cache")
        && !draft.hasParameter("scroll")) {
      draft.addParameter("request_cache=true");
    }
  }
}
