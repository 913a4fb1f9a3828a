package dev.weir.search.rule;

import dev.weir.search.profile.SearchProfile;
import dev.weir.search.profile.SearchProfile.Source;
import org.jspecify.annotations.Nullable;

/**
 * More bytes of documents at once than the limit.
 *
 * @param limit bytes that still pass
 */
public record WholeSource(long limit) implements Rule {
  private static final long DEFAULT_SIZE = 10;

  @Override
  public String id() {
    return "whole-source";
  }

  @Override
  public String description() {
    return "Without a list of fields every hit is fetched whole: each document is read from disk,"
        + " unpacked and sent, to be thrown away but for a few fields.";
  }

  @Override
  public String trouble() {
    return "{\"size\":200,\"query\":{\"term\":{\"user\":\"u-1\"}}}";
  }

  @Override
  public String cure() {
    return "{\"size\":200,\"_source\":[\"day\",\"total\"],\"query\":{\"term\":{\"user\":\"u-1\"}}}";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    SearchProfile profile = asked.profile();
    boolean whole = profile.source() == Source.DEFAULT || profile.source() == Source.WHOLE;
    boolean searches =
        switch (asked.operation()) {
          case SEARCH, MULTI_SEARCH, CURSOR -> true;
          default -> false;
        };
    if (!searches || !whole || profile.size() == 0) {
      return null;
    }
    long hits = profile.size() < 0 ? DEFAULT_SIZE : profile.size();
    long documents = asked.facts().documents();
    // Nobody gives so many hits: capped, so that the product does not overflow.
    long most = Math.min(documents, 1L << 24);
    long measured = documents < 0 ? -1 : Math.min(hits, most) * asked.facts().documentBytes();
    return measured > limit
        ? found(
            "about " + measured + " bytes of whole documents, of " + limit + " at most",
            measured,
            limit)
        : null;
  }
}
