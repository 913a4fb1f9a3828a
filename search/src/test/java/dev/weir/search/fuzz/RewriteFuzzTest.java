package dev.weir.search.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rewrite.CappedTotal;
import dev.weir.search.rewrite.CoarseCardinality;
import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.Rewriter;
import dev.weir.search.rewrite.Rewrites;
import dev.weir.search.rewrite.Rewritten;
import dev.weir.search.rewrite.RoundedRangeEnds;
import dev.weir.search.rewrite.SortedTerms;
import dev.weir.search.rewrite.SourceOfRoute;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import dev.weir.search.trim.AnswerTrim;
import dev.weir.search.trim.FieldPaths;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever a body holds, what a rewrite makes of it is as whole and as plain as it was; whatever an
 * answer holds, what is kept of it does not hang on how it is cut. Runs over its seeds in every
 * test run; docs/fuzzing.md says how to search for more.
 */
class RewriteFuzzTest {
  private static final FieldPaths INCLUDE = FieldPaths.of(List.of("query.**", "*.*", "a"));
  private static final FieldPaths EXCLUDE = FieldPaths.of(List.of("**.bool.f*", "size"));

  private static List<Rewrite> all() {
    List<Rewrite> all = new ArrayList<>(Rewrites.equivalent());
    all.add(new SortedTerms(1));
    all.add(new CappedTotal(10));
    all.add(new RoundedRangeEnds(RoundedRangeEnds.Unit.SECOND));
    all.add(new CoarseCardinality(10));
    all.add(new SourceOfRoute(List.of("a")));
    return all;
  }

  @FuzzTest(maxDuration = "5m")
  void shouldRewriteAnyBytes(byte[] body) {
    SearchProfile before = profile(body);
    long clauses = before.clauseCount();
    long aggregations = before.aggregationCount();
    Rewritten rewritten =
        new Rewriter(all())
            .rewrite(
                body,
                0,
                body.length,
                "/a/_search",
                new Asked(before, Operation.SEARCH, IndexList.ALL, IndexFacts.NONE),
                Rewriter.ALL);
    byte[] changed = rewritten == null ? null : rewritten.body();
    if (changed != null) {
      SearchProfile after = profile(changed);
      assertThat(after.isWhole()).isTrue();
      assertThat(after.oddities().isEmpty()).isTrue();
      assertThat(after.clauseCount()).isEqualTo((int) clauses);
      assertThat(after.aggregationCount()).isEqualTo((int) aggregations);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void shouldTrimAnyBytes(byte[] answer) {
    assertThat(trim(answer, 3)).isEqualTo(trim(answer, answer.length + 1));
  }

  private static byte[] trim(byte[] answer, int piece) {
    AnswerTrim trim = new AnswerTrim(INCLUDE, EXCLUDE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < answer.length; at += piece) {
      ByteBuffer kept = trim.take(ByteBuffer.wrap(answer, at, Math.min(piece, answer.length - at)));
      byte[] copy = new byte[kept.remaining()];
      kept.get(copy);
      out.writeBytes(copy);
    }
    return out.toByteArray();
  }

  private static SearchProfile profile(byte[] body) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin();
    profiler.feed(body, 0, body.length);
    return profiler.end();
  }
}
