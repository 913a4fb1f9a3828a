package dev.weir.app.rewrites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Searches as written and as rewritten, asked of a real node: what is called equivalent has the
 * same hits in the same order with the same scores, the same total and the same aggregations.
 * {@code -Dweir.rewrites.searches} asks more of them, {@code -Dweir.rewrites.seed} others.
 */
class RewritesIT {
  private static final int SEARCHES = Integer.getInteger("weir.rewrites.searches", 3_000);
  private static final long SEED = Long.getLong("weir.rewrites.seed", 20261121L);
  private static final int INDICES = 3;
  private static final int DOCUMENTS = 400;
  private static final int AT_ONCE = 100;

  private static final List<RandomIndex> INDEX = new ArrayList<>();

  private final QueryProfiler profiler = new QueryProfiler();

  /** A search and how it goes on. */
  private record Pair(RandomIndex index, String body, String rewritten, boolean cached) {}

  @BeforeAll
  static void fill() {
    Random random = new Random(SEED);
    for (int i = 0; i < INDICES; i++) {
      RandomIndex index = new RandomIndex("rewrites-" + i, random);
      INDEX.add(index);
      Node.ask("PUT", "/" + index.name(), index.definition());
      for (int first = 0; first < DOCUMENTS; first += DOCUMENTS / 4) {
        String answer =
            Node.ask(
                "POST",
                "/" + index.name() + "/_bulk?refresh=true",
                index.documents(first, DOCUMENTS / 4));
        assertThat(answer).contains("\"errors\":false");
      }
    }
  }

  /** Those that are equivalent, of lists however short. */
  private static List<Rewrite> eager() {
    return Rewrites.equivalent().stream()
        .map(each -> each instanceof SortedTerms ? new SortedTerms(1) : each)
        .toList();
  }

  @Test
  void shouldChangeNothingInAnyAnswer() {
    List<Rewrite> rewrites = eager();
    int[] used = new int[rewrites.size()];
    List<Pair> pairs = new ArrayList<>();
    Random random = new Random(SEED + 1);
    Rewriter rewriter = new Rewriter(rewrites);
    int changed = 0;
    while (changed < SEARCHES) {
      RandomIndex index = INDEX.get(random.nextInt(INDICES));
      String body = new RandomSearch(index, random).body();
      Rewritten rewritten = rewrite(rewriter, index, body);
      if (rewritten != null) {
        changed++;
        for (int i = 0; i < used.length; i++) {
          used[i] += (int) (rewritten.applied() >>> i & 1);
        }
        pairs.add(pair(index, body, rewritten));
      }
    }
    assertAlike(pairs);
    for (int i = 0; i < used.length; i++) {
      assertThat(used[i]).as(rewrites.get(i).id()).isGreaterThan(SEARCHES / 60);
    }
  }

  /** What generated searches would find only now and then. */
  @Test
  void shouldChangeNothingWhereItIsTempting() {
    RandomIndex index = INDEX.getFirst();
    List<Pair> pairs = new ArrayList<>();
    Rewriter rewriter = new Rewriter(eager());
    for (String body :
        List.of(
            // A mask beside addresses makes of the list one clause for each value.
            "{\"query\":{\"terms\":{\"f_ip0\":[\"10.0.0.3\",\"10.0.0.0/30\",\"10.0.0.3\"]}}}",
            // The same value as a number, a text and a number with a point.
            "{\"query\":{\"terms\":{\"f_double0\":[1,\"1\",1.0,1]}}}",
            "{\"query\":{\"terms\":{\"_id\":[\"7\",\"3\",\"7\"]}},\"sort\":[\"_score\",\"_doc\"]}",
            "{\"query\":{\"terms\":{\"f_boolean0\":[true,false,true,\"false\"]}}}",
            // Zero has two signs, and a range does not see them as one.
            "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"f_double0\":-0.0}},{\"exists\":{\"field\":\"f_double0\"}}]}}}",
            "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"f_double0\":0}},{\"exists\":{\"field\":\"f_double0\"}}]}}}",
            // More digits than the type holds.
            "{\"query\":{\"bool\":{\"must_not\":[{\"term\":{\"f_float0\":0.80000000000000004}},{\"match_none\":{}}]}}}",
            "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"f_double0\":12345678901234567890}},{\"match_all\":{}}]}}}",
            // The millisecond before and behind, from both sides, before 1970 too.
            "{\"query\":{\"range\":{\"f_date0\":{\"gt\":\"2026-11-21T12:00:00.000999Z\",\"lt\":\"2026-11-21T12:00:01.001001Z\"}}}}",
            "{\"query\":{\"range\":{\"f_date0\":{\"gte\":\"1969-12-31T23:59:59.999999Z\",\"lte\":\"2026-11-21T12:00:01.001999+00:00\"}}}}",
            "{\"query\":{\"range\":{\"f_integer0\":{\"gt\":-0.5,\"lt\":0.5}}}}",
            "{\"query\":{\"range\":{\"f_long0\":{\"gte\":-2.000000000000001,\"lte\":1.999999999999999}}}}",
            // Matched by name.
            "{\"query\":{\"bool\":{\"should\":[{\"terms\":{\"f_keyword0\":[\"k-2\",\"k-1\",\"k-1\"],\"_name\":\"two\",\"boost\":3}},{\"match\":{\"f_text0\":\"w1\"}}]}}}")) {
      Rewritten rewritten = rewrite(rewriter, index, body);
      pairs.add(pair(index, body, Objects.requireNonNull(rewritten, body)));
    }
    assertAlike(pairs);
  }

  @Test
  void shouldBeTakenByTheEngineWhateverTheyNarrow() {
    List<Rewrite> rewrites =
        List.of(
            new SourceOfRoute(List.of("f_double*")),
            new CappedTotal(5),
            new RoundedRangeEnds(RoundedRangeEnds.Unit.MINUTE),
            new CoarseCardinality(3));
    Rewriter rewriter = new Rewriter(rewrites);
    Random random = new Random(SEED + 2);
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < 300) {
      RandomIndex index = INDEX.get(random.nextInt(INDICES));
      String body = new RandomSearch(index, random).body();
      Rewritten rewritten = rewrite(rewriter, index, body);
      if (rewritten != null) {
        pairs.add(pair(index, body, rewritten));
      }
    }
    List<Map<String, @Nullable Object>> written = answers(pairs, false);
    List<Map<String, @Nullable Object>> rewritten = answers(pairs, true);
    for (int i = 0; i < pairs.size(); i++) {
      if (!written.get(i).containsKey("error")) {
        assertThat(rewritten.get(i)).as(pairs.get(i).rewritten()).doesNotContainKey("error");
      }
      if (pairs.get(i).rewritten().contains("\"_source\"")) {
        assertThat(rewritten.get(i).toString()).doesNotContain("f_text0=");
      }
    }
  }

  /** What is only nearly the same shows as such, or the others would prove nothing. */
  @Test
  void shouldTellWhatIsNotEquivalent() {
    Rewriter rewriter = new Rewriter(List.of(new RoundedRangeEnds(RoundedRangeEnds.Unit.HOUR)));
    RandomIndex index = INDEX.getFirst();
    String body = "{\"query\":{\"range\":{\"f_date0\":{\"gt\":\"2026-11-21T12:00:01Z\"}}}}";
    Pair pair = pair(index, body, Objects.requireNonNull(rewrite(rewriter, index, body)));
    assertThatThrownBy(() -> assertAlike(List.of(pair))).isInstanceOf(AssertionError.class);
  }

  private static void assertAlike(List<Pair> pairs) {
    List<Map<String, @Nullable Object>> written = answers(pairs, false);
    List<Map<String, @Nullable Object>> rewritten = answers(pairs, true);
    SoftAssertions soft = new SoftAssertions();
    int failed = 0;
    for (int i = 0; i < pairs.size() && failed < 5; i++) {
      Pair pair = pairs.get(i);
      if (!known(written.get(i)).equals(known(rewritten.get(i)))) {
        failed++;
        soft.assertThat(rewritten.get(i))
            .as(pair.index().definition() + "\n" + pair.body() + "\n" + pair.rewritten())
            .isEqualTo(written.get(i));
      }
    }
    soft.assertAll();
    long good = written.stream().filter(each -> !each.containsKey("error")).count();
    assertThat(good).isGreaterThan(pairs.size() * 3L / 4);
  }

  /** An answer; of a refusal, its status, since its text quotes the query. */
  private static Map<String, ?> known(Map<String, @Nullable Object> answer) {
    return answer.containsKey("error")
        ? Map.of("status", Objects.requireNonNull(answer.get("status")))
        : answer;
  }

  private static List<Map<String, @Nullable Object>> answers(List<Pair> pairs, boolean rewritten) {
    List<Map<String, @Nullable Object>> answers = new ArrayList<>();
    for (int first = 0; first < pairs.size(); first += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      IntStream.range(first, Math.min(pairs.size(), first + AT_ONCE))
          .mapToObj(pairs::get)
          .forEach(
              pair ->
                  lines
                      .append("{\"index\":\"")
                      .append(pair.index().name())
                      .append(rewritten && pair.cached() ? "\",\"request_cache\":true}\n" : "\"}\n")
                      .append(rewritten ? pair.rewritten() : pair.body())
                      .append('\n'));
      Object responses = Tree.of(Node.ask("POST", "/_msearch", lines.toString())).get("responses");
      for (Object each : (List<?>) Objects.requireNonNull(responses)) {
        @SuppressWarnings("unchecked")
        Map<String, @Nullable Object> answer = (Map<String, @Nullable Object>) each;
        answers.add(answer);
      }
    }
    return answers;
  }

  private @Nullable Rewritten rewrite(Rewriter rewriter, RandomIndex index, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    profiler.begin();
    profiler.feed(bytes, 0, bytes.length);
    Asked asked =
        new Asked(profiler.end(), Operation.SEARCH, IndexList.of(index.name()), index.facts());
    return rewriter.rewrite(
        bytes, 0, bytes.length, "/" + index.name() + "/_search", asked, Rewriter.ALL);
  }

  private static Pair pair(RandomIndex index, String body, Rewritten rewritten) {
    byte[] changed = rewritten.body();
    return new Pair(
        index,
        body,
        changed == null ? body : new String(changed, UTF_8),
        rewritten.target() != null);
  }
}
