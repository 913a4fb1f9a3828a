package dev.weir.gateway.query;

import dev.weir.gateway.status.RewriteStatus;
import dev.weir.search.rewrite.CappedTotal;
import dev.weir.search.rewrite.CoarseCardinality;
import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.Rewriter;
import dev.weir.search.rewrite.Rewrites;
import dev.weir.search.rewrite.RoundedRangeEnds;
import dev.weir.search.rewrite.SourceOfRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What rewrites have done so far, and the shapes of searches that they are kept from because an
 * answer was another. Outlasts settings; safe from any thread.
 */
final class RewriteRecords {
  /** Shapes that rewrites are kept from; beyond, the rewrite is off for every shape. */
  private static final int MOST_SHAPES = 1_000;

  private final Map<String, RewriteRecord> records = new LinkedHashMap<>();
  private final Map<Long, Set<String>> diverged = new ConcurrentHashMap<>();
  private final Set<String> offEverywhere = ConcurrentHashMap.newKeySet();

  RewriteRecords() {
    List<Rewrite> known = new ArrayList<>(Rewrites.equivalent());
    known.add(new CappedTotal(1));
    known.add(new RoundedRangeEnds(RoundedRangeEnds.Unit.MINUTE));
    known.add(new CoarseCardinality(1));
    known.add(new SourceOfRoute(List.of("*")));
    for (Rewrite each : known) {
      records.put(each.id(), new RewriteRecord());
    }
  }

  RewriteRecord of(String rewrite) {
    return Objects.requireNonNull(records.get(rewrite));
  }

  /** A bit for each of the rewrites that may be applied to searches of that shape. */
  long allowed(long shape, List<Rewrite> rewrites) {
    if (diverged.isEmpty() && offEverywhere.isEmpty()) {
      return Rewriter.ALL;
    }
    Set<String> off = diverged.getOrDefault(shape, Set.of());
    long allowed = Rewriter.ALL;
    for (int i = 0; i < rewrites.size(); i++) {
      String id = rewrites.get(i).id();
      if (off.contains(id) || offEverywhere.contains(id)) {
        allowed &= ~(1L << i);
      }
    }
    return allowed;
  }

  /** Searches of that shape are not rewritten by these any more, until the process ends. */
  void diverged(long shape, List<String> rewrites) {
    if (diverged.size() < MOST_SHAPES || diverged.containsKey(shape)) {
      diverged.computeIfAbsent(shape, _ -> ConcurrentHashMap.newKeySet()).addAll(rewrites);
    } else {
      offEverywhere.addAll(rewrites);
    }
  }

  /** Of rewrites that are in force. */
  List<RewriteStatus> status(List<Rewrite> inForce) {
    List<RewriteStatus> all = new ArrayList<>();
    for (Rewrite each : inForce) {
      int off = 0;
      for (Set<String> ids : diverged.values()) {
        off += ids.contains(each.id()) ? 1 : 0;
      }
      all.add(of(each.id()).status(each, !offEverywhere.contains(each.id()), off));
    }
    return all;
  }
}
