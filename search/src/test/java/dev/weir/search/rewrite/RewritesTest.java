package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.Operation;
import dev.weir.search.rewrite.RoundedRangeEnds.Unit;
import dev.weir.search.rule.IndexFacts;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewritesTest {
  private final Rewriting equivalent = new Rewriting(eager());

  static List<Rewrite> all() {
    return Stream.concat(
            Rewrites.equivalent().stream(),
            Stream.of(
                new SourceOfRoute(List.of("id", "price")),
                new CappedTotal(10_000),
                new RoundedRangeEnds(Unit.MINUTE),
                new CoarseCardinality(1_000)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldDoWhatItsExampleSaysAndNothingMore(Rewrite rewrite) {
    Rewriting rewriting = new Rewriting(rewrite);
    assertThat(rewriting.of(rewrite.before())).isEqualTo(rewrite.after());
    assertThat(rewriting.of(rewrite.after())).isEqualTo(rewrite.after());
  }

  /** Those that are equivalent, of lists however short. */
  private static List<Rewrite> eager() {
    return Rewrites.equivalent().stream()
        .map(each -> each instanceof SortedTerms ? new SortedTerms(1) : each)
        .toList();
  }

  @Test
  void shouldLeaveAShortListUnlessAnswersAreKept() {
    Rewriting usual = new Rewriting(Rewrites.equivalent());
    String hits = "/_search {\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}";
    String none = "/_search {\"size\":0,\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}";
    assertThat(usual.of(hits)).isEqualTo(hits);
    assertThat(usual.of(none)).contains("[\"a\",\"b\"]");
  }

  @Test
  void shouldGiveEachANameOfItsOwn() {
    assertThat(all()).extracting(Rewrite::id).doesNotHaveDuplicates();
    assertThat(all()).extracting(Rewrite::description).doesNotHaveDuplicates();
    assertThat(Rewrites.equivalent()).allMatch(each -> each.kind() == RewriteClass.EQUIVALENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Counts its values.
        "{\"query\":{\"terms_set\":{\"user\":{\"terms\":[\"b\",\"a\",\"a\"]}}}}",
        // Looks its values up.
        "{\"query\":{\"terms\":{\"user\":{\"index\":\"g\",\"id\":\"1\",\"path\":\"m\"}}}}",
        // What an engine refuses stays for the engine to refuse.
        "{\"query\":{\"terms\":{\"user\":[\"b\",null,\"a\"]}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",[\"a\"]]}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"],\"count\":[2,1]}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"],\"value_type\":\"bitmap\"}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]},\"term\":{\"user\":\"x\"}}}",
        // Odd in some way.
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}} /* x */",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}},\"query\":{\"match_all\":{}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}",
        "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}},\"\\u0071\":1}",
        // Asked to be shown as it is.
        "{\"explain\":true,\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}",
        "{\"profile\":true,\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}",
        // Not a query.
        "{\"query\":{\"percolate\":{\"field\":\"q\",\"document\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}}}",
        "{\"ext\":{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}}",
        // Ends that are whole, of another type, or near the end of the type.
        "{\"query\":{\"range\":{\"count\":{\"gte\":5,\"lt\":9}}}}",
        "{\"query\":{\"range\":{\"price\":{\"gte\":5.5}}}}",
        "{\"query\":{\"range\":{\"unknown\":{\"gte\":5.5}}}}",
        "{\"query\":{\"range\":{\"small\":{\"lte\":127.5}}}}",
        "{\"query\":{\"range\":{\"count\":{\"gte\":5e-1}}}}",
        "{\"query\":{\"range\":{\"count\":{\"from\":5.5,\"include_lower\":true}}}}",
        "{\"query\":{\"range\":{\"instant\":{\"gte\":\"2026-11-21T12:00:00.123456Z\"}}}}",
        "{\"query\":{\"range\":{\"day\":{\"gte\":\"2026-11-21T12:00:00.123456Z||/d\"}}}}",
        "{\"query\":{\"range\":{\"day\":{\"gte\":\"2026-11-21T12:00:00.123000Z\"}}}}",
        // Terms that gain nothing, or that are not alike.
        "{\"query\":{\"term\":{\"price\":1.5}}}",
        "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"price\":1.5}}]}}}",
        "{\"query\":{\"bool\":{\"must\":[{\"term\":{\"price\":1.5}},{\"exists\":{\"field\":\"a\"}}]}}}",
        "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"half\":1.3}},{\"term\":{\"user\":\"a\"}}]}}}",
        "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"weight\":1e39}},{\"term\":{\"user\":\"a\"}}]}}}",
        "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"price\":\"1.5\"}},{\"term\":{\"user\":\"a\"}}]}}}",
        "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"price\":{\"value\":1.5,\"_name\":\"p\"}}},{\"term\":{\"user\":\"a\"}}]}}}",
        // Fields of the search's own come before those of the mapping.
        "{\"runtime_mappings\":{\"price\":{\"type\":\"keyword\"}},\"query\":{\"bool\":{\"filter\":[{\"term\":{\"price\":1.5}},{\"term\":{\"user\":\"a\"}}]}}}",
        // Hangs on the time or on scripts.
        "{\"size\":0,\"query\":{\"range\":{\"day\":{\"gte\":\"now-1d/d\"}}}}",
        "{\"size\":0,\"aggs\":{\"a\":{\"sum\":{\"script\":{\"source\":\"1\"}}}}}",
        "{\"size\":1}"
      })
  void shouldLeaveAsItIs(String body) {
    assertThat(equivalent.of("/bills/_search " + body)).isEqualTo("/bills/_search " + body);
  }

  @Test
  void shouldKeepEveryOtherByte() {
    assertThat(
            equivalent.of(
                "/b/_search { \"x y\" : [ 1 , {} ],\n"
                    + "\"query\" :{\"terms\": {\"boost\":1.50, \"user\" : [ \"ü\", 2 ,\"2\" , true,"
                    + " 2 ] } } }\n"))
        .isEqualTo(
            "/b/_search { \"x y\" : [ 1 , {} ],\n\"query\" :{\"terms\": {\"boost\":1.50, \"user\""
                + " : [\"2\",\"ü\",2,true] } } }\n");
  }

  @Test
  void shouldFindClausesWhereverTheyStand() {
    String terms = "{\"terms\":{\"user\":[\"b\",\"a\"]}}";
    for (String frame :
        List.of(
            "{\"query\":%s}",
            "{\"post_filter\":%s}",
            "{\"query\":{\"bool\":{\"must\":%s}}}",
            "{\"query\":{\"bool\":{\"should\":[{\"match_all\":{}},%s]}}}",
            "{\"query\":{\"constant_score\":{\"filter\":%s}}}",
            "{\"query\":{\"nested\":{\"path\":\"p\",\"query\":%s}}}",
            "{\"query\":{\"dis_max\":{\"queries\":[%s]}}}",
            "{\"query\":{\"boosting\":{\"positive\":{\"match_all\":{}},\"negative\":%s}}}",
            "{\"query\":{\"function_score\":{\"functions\":[{\"filter\":%s,\"weight\":2}]}}}",
            "{\"aggs\":{\"a\":{\"filter\":%s}}}",
            "{\"aggs\":{\"a\":{\"filters\":{\"filters\":{\"x\":%s}}}}}",
            "{\"aggs\":{\"a\":{\"filters\":{\"filters\":[%s]}}}}",
            "{\"aggregations\":{\"a\":{\"terms\":{\"field\":\"f\"},\"aggs\":{\"b\":{\"filter\":%s}}}}}")) {
      assertThat(equivalent.of("/_search " + frame.formatted(terms)))
          .isEqualTo("/_search " + frame.formatted("{\"terms\":{\"user\":[\"a\",\"b\"]}}"));
    }
  }

  @Test
  void shouldRoundEndsAwayFromWhatIsBetweenWholeNumbers() {
    for (String[] each :
        new String[][] {
          {"\"gte\":-1.5", "\"gte\":-1"},
          {"\"gt\":-1.5", "\"gt\":-2"},
          {"\"lte\":-1.5", "\"lte\":-2"},
          {"\"lt\":-1.5", "\"lt\":-1"},
          {"\"gt\":0.5", "\"gt\":0"},
          {"\"lt\":0.5", "\"lt\":1"},
          {"\"gte\":-0.0", "\"gte\":0"},
          {"\"lt\":7.00", "\"lt\":7"}
        }) {
      assertThat(equivalent.of("/_search {\"query\":{\"range\":{\"count\":{" + each[0] + "}}}}"))
          .isEqualTo("/_search {\"query\":{\"range\":{\"count\":{" + each[1] + "}}}}");
    }
  }

  @Test
  void shouldKeepTheBoostOfATermThatBecomesARange() {
    assertThat(
            equivalent.of(
                "/_search"
                    + " {\"query\":{\"bool\":{\"must_not\":[{\"term\":{\"weight\":{\"boost\":2,\"value\":1.5}}}],\"must\":{\"match_all\":{}}}}}"))
        .isEqualTo(
            "/_search"
                + " {\"query\":{\"bool\":{\"must_not\":[{\"range\":{\"weight\":{\"boost\":2,\"gte\":1.5,\"lte\":1.5}}}],\"must\":{\"match_all\":{}}}}}");
  }

  @Test
  void shouldNotMarkWhatCannotBeMarked() {
    for (String search :
        List.of(
            "/_search?request_cache=false {\"size\":0}",
            "/_search?scroll=1m {\"size\":0}",
            "/_search/template {\"size\":0}",
            "/_msearch {\"size\":0}")) {
      assertThat(equivalent.of(search)).isEqualTo(search);
    }
    assertThat(equivalent.of("/_search?size=0&q=a"))
        .isEqualTo("/_search?size=0&q=a&request_cache=true");
  }

  @Test
  void shouldLimitTheSourceOnlyWhereNothingIsSaidOfIt() {
    Rewriting rewriting = new Rewriting(new SourceOfRoute(List.of("a.*", "b\"")));
    assertThat(rewriting.of("/b/_search {}"))
        .isEqualTo("/b/_search {\"_source\":[\"a.*\",\"b\\\"\"]}");
    assertThat(rewriting.of("/b/_search?q=x"))
        .isEqualTo("/b/_search?q=x&_source_includes=a.*,b%22");
    assertThat(rewriting.of("/b/_search")).isEqualTo("/b/_search?_source_includes=a.*,b%22");
    for (String search :
        List.of(
            "/b/_search {\"_source\":true}",
            "/b/_search {\"_source\":[\"c\"]}",
            "/b/_search {\"stored_fields\":[\"c\"]}",
            "/b/_search {\"size\":0}",
            "/b/_search?_source_includes=c {}",
            "/b/_search?_source=true",
            "/b/_search?source={}&source_content_type=application/json")) {
      assertThat(rewriting.of(search)).isEqualTo(search);
    }
  }

  @Test
  void shouldCapOnlyTotalsThatMayBeCapped() {
    Rewriting rewriting = new Rewriting(new CappedTotal(100));
    assertThat(rewriting.of("/_search {\"track_total_hits\":2000}"))
        .isEqualTo("/_search {\"track_total_hits\":100}");
    for (String search :
        List.of(
            "/_search {\"track_total_hits\":99}",
            "/_search {\"track_total_hits\":false}",
            "/_search?scroll=1m {\"track_total_hits\":true}",
            "/_search?rest_total_hits_as_int=true {\"track_total_hits\":true}",
            "/_search?track_total_hits=true {\"track_total_hits\":true}")) {
      assertThat(rewriting.of(search)).isEqualTo(search);
    }
  }

  @Test
  void shouldRoundTimesAsTheEngineDoes() {
    Rewriting rewriting = new Rewriting(new RoundedRangeEnds(Unit.MINUTE));
    for (String[] each :
        new String[][] {
          {"\"gte\":\"now\"", "\"gte\":\"now/m\""},
          {"\"lt\":\"now-1d+2h\"", "\"lt\":\"now-1d+2h/m\""},
          {"\"lt\":\"now-1d/d\"", "\"lt\":\"now-1d/d\""},
          {"\"gte\":\"2026-11-21T12:00:05Z\"", "\"gte\":\"2026-11-21T12:00:05Z||/m\""},
          {"\"gte\":\"2026-11-21T12:00Z\"", "\"gte\":\"2026-11-21T12:00Z\""},
          {"\"gte\":\"2026-11-21\"", "\"gte\":\"2026-11-21\""},
          {"\"gte\":1795262405123", "\"gte\":1795262400000"},
          {"\"lt\":1795262405123", "\"lt\":1795262400000"},
          {"\"lte\":1795262405123", "\"lte\":1795262459999"},
          {"\"gt\":1795262405123", "\"gt\":1795262459999"},
          {"\"gte\":17952624", "\"gte\":17952624"}
        }) {
      assertThat(rewriting.of("/_search {\"query\":{\"range\":{\"day\":{" + each[0] + "}}}}"))
          .isEqualTo("/_search {\"query\":{\"range\":{\"day\":{" + each[1] + "}}}}");
    }
  }

  @Test
  void shouldLeaveUnknownFieldsAndOtherRequestsAlone() {
    String search = new FloatTermAsRange().before();
    assertThat(equivalent.of(search, Operation.SEARCH, IndexFacts.NONE)).isEqualTo(search);
    String terms = new SortedTerms(1).before();
    assertThat(equivalent.of(terms, Operation.BY_QUERY, IndexFacts.NONE)).isEqualTo(terms);
    assertThat(equivalent.of(terms, Operation.COUNT, IndexFacts.NONE)).isNotEqualTo(terms);
  }

  @Test
  void shouldTellWhichDidSomething() {
    List<Rewrite> rewrites =
        List.of(new CappedTotal(5), new SortedTerms(1), new CoarseCardinality(5));
    byte[] body = "{\"query\":{\"terms\":{\"user\":[\"b\",\"a\"]}}}".getBytes(UTF_8);
    Rewritten rewritten =
        new Rewriting(rewrites).of("/_search", body, Operation.SEARCH, IndexFacts.NONE);
    assertThat(Objects.requireNonNull(rewritten).applied()).isEqualTo(0b10);
    assertThat(rewritten.target()).isNull();
  }

  /** A list as long as engines take is sorted; a longer one is for the engine to refuse. */
  @Test
  void shouldLeaveListsThatEnginesRefuse() {
    String list =
        new Random(1).ints(65_536).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String search = "/_search {\"query\":{\"terms\":{\"count\":[%s]}}}";
    assertThat(equivalent.of(search.formatted(list))).isNotEqualTo(search.formatted(list));
    String longer = search.formatted(list + ",1");
    assertThat(equivalent.of(longer)).isEqualTo(longer);
  }

  @Test
  void shouldLeaveBodiesOfAnyShapeUnharmed() {
    Random random = new Random(7);
    String[] parts = {
      "{", "}", "[", "]", ":", ",", "\"query\"", "\"terms\"", "\"range\"", "\"day\"", "\"bool\"",
      "\"filter\"", "1.5", "null", "\"", "\\", " ", "\"aggs\"", "\"a\"", "true", "/*",
          "\"cardinality\""
    };
    Rewriting rewriting = new Rewriting(all());
    for (int i = 0; i < 20_000; i++) {
      String body =
          IntStream.range(0, random.nextInt(30))
              .mapToObj(n -> parts[random.nextInt(parts.length)])
              .collect(Collectors.joining());
      assertThat(rewriting.of("/_search {\"query\":" + body)).isNotNull();
    }
  }
}
