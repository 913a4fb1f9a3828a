package dev.weir.search.fact;

import dev.weir.search.index.IndexList;
import dev.weir.search.index.ResolveOptions;
import dev.weir.search.rule.IndexFacts;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts for one request after another. What the request goes over is found out when a rule
 * first asks; what is asked for is noted, so that it is gathered. Used by one thread.
 */
public final class RequestFacts implements IndexFacts {
  private final LongSupplier clock;
  private Facts facts = new Facts(Snapshot.NONE);
  private IndexList list = IndexList.ALL;
  private ResolveOptions options = ResolveOptions.SEARCH;
  private @Nullable IndexGroup group;
  private int lacked;

  /**
   * Facts for a thread.
   *
   * @param clock milliseconds since 1970, for date math
   */
  public RequestFacts(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Begins with another request.
   *
   * @param known what is known
   * @param indices what the request goes over
   * @param read how that is to be read
   */
  public RequestFacts begin(Facts known, IndexList indices, ResolveOptions read) {
    facts = known;
    list = indices;
    options = read;
    group = null;
    lacked = 0;
    return this;
  }

  private IndexGroup group() {
    IndexGroup current = group;
    if (current == null) {
      current = facts.group(list, options, clock);
      group = current;
    }
    return current;
  }

  @Override
  public @Nullable String type(String field) {
    IndexGroup indices = group();
    indices.askFields();
    String type = indices.type(field);
    if (type == null) {
      lacked++;
    }
    return type;
  }

  @Override
  public long cardinality(String field) {
    String heaviest = group().heaviest();
    return counted(heaviest == null ? -1 : facts.cardinality(heaviest, field));
  }

  @Override
  public long documents() {
    return counted(group().documents());
  }

  @Override
  public long documentBytes() {
    // Whether some of the documents are nested ones is told by the fields.
    group().askFields();
    return counted(group().documentBytes());
  }

  @Override
  public long shards() {
    return counted(group().shards());
  }

  private long counted(long known) {
    if (known < 0) {
      lacked++;
    }
    return known;
  }

  @Override
  public int lacked() {
    return lacked;
  }
}
