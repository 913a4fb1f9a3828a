package dev.weir.bench.micro;

import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.Rules;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a search costs that is read and shown to the rules, of which none finds anything. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBench {
  @Param({"SEARCH", "DASHBOARD"})
  public SearchBodies body = SearchBodies.SEARCH;

  private final QueryProfiler profiler = new QueryProfiler();
  private final IndexList indices = IndexList.of("bills");
  private final List<Rule> usual = Rules.usual();
  private final List<Rule> all = Rules.all();
  private byte[] bytes = {};

  @Setup
  public void make() {
    bytes = body.bytes();
  }

  @Benchmark
  public int profileAndUsualRules() {
    return found(usual);
  }

  @Benchmark
  public int profileAndAllRules() {
    return found(all);
  }

  private int found(List<Rule> rules) {
    profiler.begin();
    profiler.feed(bytes, 0, bytes.length);
    Asked asked = new Asked(profiler.end(), Operation.SEARCH, indices, IndexFacts.NONE);
    int found = 0;
    for (int i = 0; i < rules.size(); i++) {
      found += rules.get(i).check(asked) == null ? 0 : 1;
    }
    return found;
  }
}
