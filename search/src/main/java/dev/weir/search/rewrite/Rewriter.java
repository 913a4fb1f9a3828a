package dev.weir.search.rewrite;

import dev.weir.search.Operation;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes searches otherwise, by a list of rewrites. Changes what they change and leaves every other
 * byte as it is. Nothing is changed in a search that is odd in any way, a template, or asked to be
 * explained or timed part by part: who asks for that wants to see their own. Used by one thread,
 * and again.
 */
public final class Rewriter {
  /** Every rewrite of the list. */
  public static final long ALL = -1;

  private static final int MOST = Long.SIZE;

  private final List<Rewrite> rewrites;
  private final Draft draft = new Draft();
  private final QueryWalk walk = new QueryWalk(draft.tape(), new Shown());

  /** A bit for each rewrite that is asked about the search at hand. */
  private long wanted;

  public Rewriter(List<Rewrite> rewrites) {
    if (rewrites.size() > MOST) {
      throw new IllegalArgumentException("rewrites: " + rewrites.size() + " (expected: <= 64)");
    }
    this.rewrites = List.copyOf(rewrites);
  }

  /** The rewrites, in the order of the bits of {@link Rewritten#applied}. */
  public List<Rewrite> rewrites() {
    return rewrites;
  }

  /**
   * Writes a search otherwise.
   *
   * @param bytes holds the body, which is not changed
   * @param target path and query, percent-encoded
   * @param asked the profile of body and target, and what is known of the indices
   * @param allowed a bit for each rewrite that may do something
   * @return null if nothing is to be changed
   */
  public @Nullable Rewritten rewrite(
      byte[] bytes, int from, int to, String target, Asked asked, long allowed) {
    if (isUntouchable(asked)) {
      return null;
    }
    wanted = 0;
    for (int i = 0; i < rewrites.size(); i++) {
      if ((allowed & 1L << i) != 0 && rewrites.get(i).wants(asked)) {
        wanted |= 1L << i;
      }
    }
    if (wanted == 0
        || !draft.begin(bytes, from, to, target, asked)
        || draft.hasParameter("source")) {
      return null;
    }
    for (int i = 0; i < rewrites.size(); i++) {
      if (isWanted(i)) {
        draft.by(i);
        rewrites.get(i).body(draft);
      }
    }
    if (draft.root() != Draft.NONE) {
      walk.walk(draft.root());
    }
    return draft.end(bytes, from, to);
  }

  private boolean isWanted(int i) {
    return (wanted & 1L << i) != 0;
  }

  private static boolean isUntouchable(Asked asked) {
    SearchProfile profile = asked.profile();
    return !profile.oddities().isEmpty()
        || profile.hasTemplateText()
        || profile.hasStoredTemplate()
        || profile.hasPlaceholders()
        || profile.isExplained()
        || profile.isProfiled()
        || !isSearch(asked.operation());
  }

  private static boolean isSearch(Operation operation) {
    return operation == Operation.SEARCH
        || operation == Operation.MULTI_SEARCH
        || operation == Operation.COUNT;
  }

  private final class Shown implements QueryWalk.Visitor {
    @Override
    public void clause(int kind, int options, boolean filter, boolean beside) {
      for (int i = 0; i < rewrites.size(); i++) {
        if (isWanted(i)) {
          draft.by(i);
          rewrites.get(i).clause(draft, kind, options, filter, beside);
        }
      }
    }

    @Override
    public void aggregation(int kind, int options) {
      for (int i = 0; i < rewrites.size(); i++) {
        if (isWanted(i)) {
          draft.by(i);
          rewrites.get(i).aggregation(draft, kind, options);
        }
      }
    }
  }
}
