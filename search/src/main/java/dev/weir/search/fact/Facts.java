package dev.weir.search.fact;

import dev.weir.search.index.IndexList;
import dev.weir.search.index.IndexResolver;
import dev.weir.search.index.IndexResolver.Resolution;
import dev.weir.search.index.ResolveOptions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A snapshot of facts, with what expressions stand for in it, so that those are resolved once and
 * not for each request, and with what was asked for since it was taken. Bounded. Safe from any
 * thread.
 */
public final class Facts {
  private static final int MOST_EXPRESSIONS = 2048;
  private static final int MOST_FIELDS = 1024;
  private static final long NO_DATE = 0;

  /** What is known of it may be kept as long as the minute is the same, if it hangs on the time. */
  private record Expression(IndexList list, ResolveOptions options, long minute) {}

  private final Snapshot snapshot;
  private final Map<Expression, IndexGroup> groups = new ConcurrentHashMap<>();
  private final Set<FieldOf> fields = ConcurrentHashMap.newKeySet();
  private volatile boolean asked;

  public Facts(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  /** Whether any fact was asked for. */
  public boolean isAsked() {
    return asked;
  }

  /** The indices whose fields were asked for, at most so many. */
  public Set<String> askedIndices(int most) {
    Set<String> indices = new LinkedHashSet<>();
    for (IndexGroup group : groups.values()) {
      if (group.areFieldsAsked()) {
        for (String index : group.indices()) {
          if (indices.size() >= most) {
            return indices;
          }
          indices.add(index);
        }
      }
    }
    return indices;
  }

  /** The fields whose cardinality was asked for. */
  public Set<FieldOf> askedFields() {
    return Set.copyOf(fields);
  }

  /**
   * About how many different values a field of an index has; -1 if that is not known. Notes that it
   * was asked for.
   */
  long cardinality(String index, String field) {
    FieldOf of = new FieldOf(index, field);
    if (!fields.contains(of) && fields.size() < MOST_FIELDS) {
      fields.add(of);
    }
    Long known = snapshot.cardinalities().get(of);
    return known == null ? -1 : known;
  }

  /**
   * What an expression stands for.
   *
   * @param clock milliseconds since 1970; read for date math only
   */
  IndexGroup group(IndexList list, ResolveOptions options, LongSupplier clock) {
    if (!asked) {
      asked = true;
    }
    long now = hasDate(list) ? clock.getAsLong() : NO_DATE;
    long minute = TimeUnit.MILLISECONDS.toMinutes(now);
    Expression expression = new Expression(list, options, minute);
    IndexGroup known = groups.get(expression);
    if (known != null) {
      return known;
    }
    IndexGroup group = resolve(list, options, now);
    if (groups.size() < MOST_EXPRESSIONS) {
      groups.put(expression, group);
    }
    return group;
  }

  private IndexGroup resolve(IndexList list, ResolveOptions options, long now) {
    if (snapshot.names().size() == 0 || list.isRemote()) {
      return IndexGroup.UNKNOWN;
    }
    Resolution resolution =
        IndexResolver.resolve(list, snapshot.names(), options, Instant.ofEpochMilli(now));
    // What is missing may have been made since; what is beyond the bound may fit the pattern.
    boolean sure = resolution.missing().isEmpty() && (snapshot.whole() || !hasPattern(list));
    return sure ? new IndexGroup(resolution.indices(), snapshot) : IndexGroup.UNKNOWN;
  }

  private static boolean hasPattern(IndexList list) {
    if (list.isEverything()) {
      return true;
    }
    for (IndexList.Part part : list.parts()) {
      if (part.isPattern()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDate(IndexList list) {
    for (IndexList.Part part : list.parts()) {
      if (part.name().indexOf('<') >= 0) {
        return true;
      }
    }
    return false;
  }
}
