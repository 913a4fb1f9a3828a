package dev.weir.search.profile;

import static dev.weir.search.profile.Profiles.clause;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.json.Oddity;
import dev.weir.search.profile.QueryText.Feature;
import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.profile.SearchProfile.TotalHits;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryProfilerTest {
  @Test
  void shouldTellWhatASearchAsksFor() {
    SearchProfile profile =
        Profiles.of(
            """
            {'from': 9000, 'size': 500, 'track_total_hits': true, '_source': ['a', 'b'],
             'timeout': '2s', 'explain': true, 'search_after': [1],
             'sort': [{'day': 'desc'}, '_score', 'user', {'_script': {'script': 'x', 'type': 'number'}}],
             'collapse': {'field': 'user', 'inner_hits': {'size': 100}},
             'highlight': {'fields': {'a': {}, 'b': {}}},
             'rescore': [{'window_size': 200, 'query': {'rescore_query': {'match': {'a': 'b'}}}}],
             'script_fields': {'x': {'script': {'source': 'doc.a', 'lang': 'painless'}}},
             'query': {'bool': {'filter': [{'term': {'paid': true}}, {'range': {'day': {'gte': 'now-1d'}}}],
                                'must': {'nested': {'path': 'lines', 'query': {'wildcard': {'lines.sku': '*7'}}}}}}}
            """);
    assertThat(profile.isWhole()).isTrue();
    assertThat(profile.oddities().isEmpty()).isTrue();
    assertThat(profile.from()).isEqualTo(9000);
    assertThat(profile.size()).isEqualTo(500);
    assertThat(profile.innerSize()).isEqualTo(100);
    assertThat(profile.totalHits()).isEqualTo(TotalHits.EXACT);
    assertThat(profile.source()).isEqualTo(Source.SOME);
    assertThat(profile.hasTimeout()).isTrue();
    assertThat(profile.isExplained()).isTrue();
    assertThat(profile.hasSearchAfter()).isTrue();
    assertThat(profile.sortCount()).isEqualTo(4);
    assertThat(profile.sortFields()).containsExactly("day", "user");
    assertThat(profile.isCollapsed()).isTrue();
    assertThat(profile.innerHits()).isEqualTo(1);
    assertThat(profile.highlights()).isEqualTo(2);
    assertThat(profile.rescores()).isEqualTo(1);
    assertThat(profile.rescoreWindow()).isEqualTo(200);
    assertThat(profile.computedFields()).isEqualTo(1);
    assertThat(profile.scripts(Place.SORT)).isEqualTo(1);
    assertThat(profile.scripts(Place.FIELDS)).isEqualTo(1);
    assertThat(profile.inlineScripts()).isEqualTo(2);
    assertThat(profile.clauses().stream().map(Clause::kind))
        .containsExactly(
            ClauseKind.MATCH,
            ClauseKind.BOOL,
            ClauseKind.TERM,
            ClauseKind.RANGE,
            ClauseKind.NESTED,
            ClauseKind.WILDCARD);
    assertThat(profile.leafCount()).isEqualTo(4);
    assertThat(profile.clauseDepth()).isEqualTo(3);
    Clause term = profile.clauses().get(2);
    assertThat(term.field()).isEqualTo("paid");
    assertThat(term.place()).isEqualTo(Place.FILTER);
    Clause wildcard = profile.clauses().getLast();
    assertThat(wildcard.field()).isEqualTo("lines.sku");
    assertThat(wildcard.nested()).isEqualTo(1);
    assertThat(wildcard.place()).isEqualTo(Place.QUERY);
    assertThat(wildcard.hasLeadingWildcard()).isTrue();
    assertThat(profile.clauses().get(4).field()).isEqualTo("lines");
  }

  @Test
  void shouldTellWhatAggregationsAskFor() {
    SearchProfile profile =
        Profiles.of(
            """
            {'size': 0, 'aggs': {
              'users': {'aggs': {'days': {'date_histogram': {'field': 'day', 'fixed_interval': '1h'},
                                          'aggregations': {'sum': {'sum': {'script': 'x'}}}}},
                        'terms': {'field': 'user', 'size': 10000, 'shard_size': 20000}},
              'some': {'filters': {'filters': {'a': {'term': {'x': 1}}, 'b': {'match_all': {}}}}},
              'one': {'filter': {'range': {'day': {'lt': '2026-01-01'}}}},
              'spans': {'range': {'field': 'sum', 'ranges': [{'to': 5}, {'from': 5, 'to': 9}, {'from': 9}]}},
              'pairs': {'composite': {'size': 1000, 'sources': [{'u': {'terms': {'field': 'user'}}},
                                                              {'c': {'terms': {'field': 'city'}}}]}},
              'hits': {'top_hits': {'size': 50, '_source': false}}}}
            """);
    assertThat(profile.size()).isZero();
    assertThat(profile.source()).isEqualTo(Source.DEFAULT);
    assertThat(profile.aggregationCount()).isEqualTo(10);
    assertThat(profile.aggregationDepth()).isEqualTo(3);
    assertThat(
            profile.aggregations().stream()
                .map(a -> a.kind().text() + " " + a.field() + " " + a.size() + " " + a.parent())
                .toList())
        .containsExactly(
            "terms user 10000 -1",
            "date_histogram day -1 0",
            "sum null -1 1",
            "filters null -1 -1",
            "filter null -1 -1",
            "range sum -1 -1",
            "composite null 1000 -1",
            "terms user -1 6",
            "terms city -1 6",
            "top_hits null 50 -1");
    assertThat(profile.aggregation(0).shardSize()).isEqualTo(20_000);
    assertThat(profile.aggregation(1).interval()).isEqualTo("1h");
    assertThat(profile.aggregation(2).hasScript()).isTrue();
    assertThat(profile.aggregation(2).depth()).isEqualTo(3);
    assertThat(profile.aggregation(3).buckets()).isEqualTo(2);
    assertThat(profile.aggregation(5).buckets()).isEqualTo(3);
    assertThat(profile.innerSize()).isEqualTo(50);
    assertThat(profile.scripts(Place.AGGREGATION)).isEqualTo(1);
    assertThat(profile.clauseCount(ClauseKind.RANGE)).isEqualTo(1);
    assertThat(profile.clauseCount(ClauseKind.TERM)).isEqualTo(1);
  }

  @Test
  void shouldCountValues() {
    String values =
        IntStream.range(0, 10_000).mapToObj(i -> "'u" + i + "'").collect(Collectors.joining(","));
    SearchProfile profile =
        Profiles.of(
            "{'query':{'bool':{'should':[{'terms':{'user':["
                + values
                + "],'boost':2}},{'ids':{'values':['1','2']}}]}}}");
    assertThat(profile.values()).isEqualTo(10_002);
    assertThat(profile.mostValues()).isEqualTo(10_000);
    assertThat(profile.clauses().get(1).values()).isEqualTo(10_000);
    assertThat(profile.clauses().get(1).field()).isEqualTo("user");
    assertThat(profile.clauses().get(1).fields()).isEqualTo(1);
  }

  @Test
  void shouldTellALookupFromValues() {
    Clause clause = clause("{'terms':{'user':{'index':'users','id':'2','path':'followers'}}}");
    assertThat(clause.isLookup()).isTrue();
    assertThat(clause.values()).isZero();
    assertThat(clause.field()).isEqualTo("user");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{\"gte\":\"now-1h\"} -> NOW MILLISECOND ABSENT NONE",
        "{\"gte\":\"now-1h/h\",\"lt\":\"now/d\"} -> NOW_ROUNDED HOUR NOW_ROUNDED DAY_OR_MORE",
        "{\"gt\":\"now/d-1h\",\"lte\":\"now\"} -> NOW_ROUNDED DAY_OR_MORE NOW MILLISECOND",
        "{\"from\":\"2026-11-21\",\"to\":\"2026-11-21T12:30:00\"} -> DATE DAY_OR_MORE DATE SECOND",
        "{\"gte\":\"2026-11-21T12:30:00.123Z\",\"lte\":null} -> DATE MILLISECOND ABSENT NONE",
        "{\"gte\":\"2026-11-21T12:30:00||/h\",\"lte\":\"abc\"} -> DATE HOUR TEXT NONE",
        "{\"gte\":1763728200123,\"lte\":1763728200} -> NUMBER MILLISECOND NUMBER SECOND",
        "{\"gte\":\"1763728200123\",\"lte\":5.5} -> NUMBER MILLISECOND NUMBER NONE",
        "{\"gte\":\"nowhere\"} -> TEXT NONE ABSENT NONE"
      })
  void shouldTellWhatRangesHangOn(String options, String expected) {
    Clause clause = clause("{'range':{'day':" + options + "}}");
    assertThat(
            "%s %s %s %s"
                .formatted(
                    clause.lower(), clause.lowerGrain(), clause.upper(), clause.upperGrain()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{\"wildcard\":{\"a\":\"ab*c\"}} -> 2",
        "{\"wildcard\":{\"a\":{\"value\":\"?ab\"}}} -> 0",
        "{\"wildcard\":{\"a\":{\"wildcard\":\"*ab\",\"boost\":2}}} -> 0",
        "{\"wildcard\":{\"boost\":{\"value\":\"*ab\"}}} -> 0",
        "{\"prefix\":{\"a\":\"abc\"}} -> 3",
        "{\"regexp\":{\"a\":\"abc.*\"}} -> 3",
        "{\"regexp\":{\"a\":{\"value\":\".*abc\"}}} -> 0",
        "{\"regexp\":{\"a\":\"abc|.*x\"}} -> 0",
        "{\"regexp\":{\"a\":\"ab*\"}} -> 1",
        "{\"regexp\":{\"a\":\"(abc|d)e\"}} -> 0",
        "{\"fuzzy\":{\"a\":\"abcd\"}} -> 4",
        "{\"intervals\":{\"a\":{\"wildcard\":{\"pattern\":\"*b\"}}}} -> 0",
        "{\"span_multi\":{\"match\":{\"wildcard\":{\"a\":\"*b\"}}}} -> 0",
        "{\"term\":{\"a\":\"*b\"}} -> -1"
      })
  void shouldTellHowPatternsBegin(String query, int expected) {
    Clause clause = clause(query);
    assertThat(clause.literalPrefix()).isEqualTo(expected);
    assertThat(clause.hasLeadingWildcard()).isEqualTo(expected == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "status:paid AND name:smith -> ''",
        "*son -> WILDCARD LEADING_WILDCARD",
        "name:?on -> WILDCARD LEADING_WILDCARD",
        "so* -> WILDCARD",
        "* -> ''",
        "name:* -> ''",
        "*:foo -> ANY_FIELD",
        "/jo.*n/ -> REGEXP",
        "roam~1 -> FUZZY",
        "day:[2026 TO *] -> RANGE",
        "\"a b\"~3 -> FUZZY PHRASE",
        "a\\*b -> ''"
      })
  void shouldTellWhatQueryStringsDo(String text, String expected) {
    Clause clause =
        Profiles.of(
                "{\"query\":{\"query_string\":{\"query\":\""
                    + text.replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\"}}}")
            .clauses()
            .getLast();
    assertThat(
            Stream.of(Feature.values())
                .filter(clause.text()::has)
                .map(Feature::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{'size':'10000'} -> 10000",
        "{'size':10000.0} -> 10000",
        "{'size':5,'size':10000} -> 10000",
        "{'\\u0073ize':10000} -> 10000",
        "{/*x*/'size'/**/:10000} -> 10000",
        "{'source':{'size':10000}} -> 10000",
        "{'size':'{{size}}'} -> -1"
      })
  void shouldNotBeDeceived(String body, long size) {
    // Single quotes of the source are those of CSV.
    assertThat(Profiles.of(body.replace('\'', '"').getBytes(UTF_8)).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query':{'my_own':{'query':{'wildcard':{'a':'*b'}}}}}",
        "{'query':{'hybrid':{'queries':[{'match_all':{}},{'wildcard':{'a':'*b'}}]}}}",
        "{'query':{'function_score':{'functions':[{'filter':{'wildcard':{'a':'*b'}},'weight':2}]}}}",
        "{'query':{'function_score':{'query':{'wildcard':{'a':'*b'}}}}}",
        "{'query':{'template':{'wildcard':{'a':'*b'}}}}",
        "{'query':{'knn':{'vector':{'vector':[1],'k':5,'filter':{'wildcard':{'a':'*b'}}}}}}",
        "{'query':{'knn':{'v':{'vector':[1],'k':5,'filter':{'wildcard':{'a':'*b'}}}}}}",
        "{'knn':[{'field':'v','query_vector':[1],'k':5,'filter':{'wildcard':{'a':'*b'}}}]}",
        "{'retriever':{'rrf':{'retrievers':[{'standard':{'query':{'wildcard':{'a':'*b'}}}}]}}}",
        "{'post_filter':{'wildcard':{'a':'*b'}}}",
        "{'filter':{'wildcard':{'a':'*b'}}}",
        "{'index_filter':{'wildcard':{'a':'*b'}}}",
        "{'source':{'index':'x','query':{'wildcard':{'a':'*b'}}},'dest':{'index':'y'}}",
        "{'requests':[{'id':'1','request':{'query':{'wildcard':{'a':'*b'}}}}]}",
        "{'aggs':{'a':{'filters':{'filters':[{'wildcard':{'a':'*b'}}]}}}}",
        "{'aggs':{'a':{'adjacency_matrix':{'filters':{'x':{'wildcard':{'a':'*b'}}}}}}}",
        "{'aggs':{'a':{'filter':{'bool':{'must':[{'wildcard':{'a':'*b'}}]}}}}}",
        "{'highlight':{'highlight_query':{'wildcard':{'a':'*b'}},'fields':{}}}",
        "{'highlight':{'fields':{'a':{'highlight_query':{'wildcard':{'a':'*b'}}}}}}",
        "{'rescore':{'query':{'rescore_query':{'wildcard':{'a':'*b'}}}}}",
        "{'sort':[{'a':{'order':'asc','nested':{'path':'n','filter':{'wildcard':{'a':'*b'}}}}}]}",
        "{'query':{'has_child':{'type':'c','query':{'wildcard':{'a':'*b'}}}}}",
        "{'query':{'pinned':{'ids':['1'],'organic':{'wildcard':{'a':'*b'}}}}}",
        "{'query':{'boosting':{'positive':{'match_all':{}},'negative':{'wildcard':{'a':'*b'}}}}}"
      })
  void shouldFindClausesWhereverTheyMayStand(String body) {
    SearchProfile profile = Profiles.of(body);
    assertThat(profile.clauseCount(ClauseKind.WILDCARD)).isEqualTo(1);
    assertThat(profile.clauses()).anyMatch(Clause::hasLeadingWildcard);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query':{'percolate':{'field':'q','document':{'query':{'wildcard':{'a':'*b'}}}}}}",
        "{'query':{'more_like_this':{'like':[{'doc':{'query':{'wildcard':{'a':'*b'}}}}]}}}",
        "{'id':'t','params':{'query':{'wildcard':{'a':'*b'}}}}",
        "{'query':{'script':{'script':{'id':'x','params':{'wildcard':{'a':'*b'}}}}}}",
        "{'ext':{'query':{'wildcard':{'a':'*b'}}}}"
      })
  void shouldTakeNothingForAClauseThatIsOnlyData(String body) {
    assertThat(Profiles.of(body).clauseCount(ClauseKind.WILDCARD)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{\"query\":{\"script\":{\"script\":{\"source\":\"x\"}}}} -> QUERY",
        "{\"query\":{\"bool\":{\"filter\":{\"script\":{\"script\":\"x\"}}}}} -> FILTER",
        "{\"query\":{\"script_score\":{\"query\":{},\"script\":{\"id\":\"x\"}}}} -> QUERY",
        "{\"query\":{\"function_score\":{\"script_score\":{\"script\":\"x\"}}}} -> QUERY",
        "{\"query\":{\"terms_set\":{\"a\":{\"terms\":[1],\"minimum_should_match_script\":{\"source\":\"x\"}}}}}"
            + " -> QUERY",
        "{\"sort\":{\"_script\":{\"script\":{\"source\":\"x\"}}}} -> SORT",
        "{\"aggs\":{\"a\":{\"scripted_metric\":{\"map_script\":\"x\"}}}} -> AGGREGATION",
        "{\"runtime_mappings\":{\"a\":{\"type\":\"long\",\"script\":\"x\"}}} -> FIELDS",
        "{\"script\":{\"source\":\"ctx._source.a++\"},\"query\":{}} -> CHANGE"
      })
  void shouldTellWhereScriptsRun(String body, Place place) {
    SearchProfile profile = Profiles.of(body.getBytes(UTF_8));
    assertThat(profile.scripts()).isEqualTo(1);
    assertThat(profile.scripts(place)).isEqualTo(1);
  }

  @Test
  void shouldSayThatItKeepsDetailsOfTheFirstOnly() {
    String clauses =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{'term':{'a':1}}")
            .collect(Collectors.joining(","));
    SearchProfile profile = Profiles.of("{'query':{'bool':{'should':[" + clauses + "]}}}");
    assertThat(profile.clauseCount(ClauseKind.TERM)).isEqualTo(5_000);
    assertThat(profile.clauses()).hasSize(SearchProfile.MOST_CLAUSES);
    assertThat(profile.oddities().toSet()).containsExactly(Oddity.TOO_MANY);
    String deep = "{'aggs':{'a':{'terms':{'field':'a'},'aggs':{'b':{'sum':{}}}}";
    assertThat(Profiles.of(deep).oddities().toSet()).containsExactly(Oddity.TRUNCATED);
  }

  @Test
  void shouldForgetTheLastBody() {
    QueryProfiler profiler = new QueryProfiler();
    byte[] first =
        "{\"size\":5,\"_source\":false,\"query\":{\"terms\":{\"a\":[1,2]}},\"aggs\":{\"a\":{\"terms\":{}}"
            .getBytes(UTF_8);
    profiler.begin();
    profiler.feed(first, 0, first.length);
    assertThat(profiler.end().isWhole()).isFalse();
    profiler.begin();
    profiler.feed("{}".getBytes(UTF_8), 0, 2);
    assertThat(profiler.end())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*clauses", ".*aggregations", ".*names.*", ".*spare.*")
        .isEqualTo(Profiles.of("{}"));
  }

  @Test
  void shouldAllocateNothingOnceItHasBeenUsed() {
    byte[] body =
        """
        {"size":10,"query":{"bool":{"filter":[{"terms":{"user":["a","b","c"]}},
         {"range":{"day":{"gte":"now-1d/d"}}}]}},"sort":[{"day":"desc"}],"aggs":{"a":{"terms":{"field":"b"}}}}
        """
            .getBytes(UTF_8);
    QueryProfiler profiler = new QueryProfiler();
    for (int i = 0; i < 1_000; i++) {
      profiler.begin();
      profiler.feed(body, 0, body.length);
      profiler.end();
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long prints = 0;
    for (int i = 0; i < 10_000; i++) {
      profiler.begin();
      profiler.feed(body, 0, body.length);
      prints ^= profiler.end().fingerprint();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    assertThat(prints).isZero();
  }
}
