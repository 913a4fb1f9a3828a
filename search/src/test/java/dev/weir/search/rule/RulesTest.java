package dev.weir.search.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  /** Limits at which a trouble fits on a page of documentation. */
  private static final Map<RuleKind, Long> SMALL =
      Map.of(
          RuleKind.TOO_MANY_VALUES, 2L,
          RuleKind.TOO_MANY_CLAUSES, 2L,
          RuleKind.DEEP_PAGE, 5_000L,
          RuleKind.LARGE_PAGE, 5_000L,
          RuleKind.WHOLE_SOURCE, 1_000_000L,
          RuleKind.FUZZY, 1L,
          RuleKind.MANY_SCROLLS, 1L,
          RuleKind.LARGE_BULK, 80L,
          RuleKind.LONG_BULK, 3L);

  /** Of a cluster in which all is large. */
  private record Facts(boolean pattern, long documentBytes) implements IndexFacts {
    @Override
    public @Nullable String type(String field) {
      return switch (field) {
        case "price" -> "double";
        case "title" -> "text";
        default -> "keyword";
      };
    }

    @Override
    public long cardinality(String field) {
      return field.equals("session_id") ? 50_000_000 : 100;
    }

    @Override
    public long documents() {
      return 100_000_000;
    }

    @Override
    public long shards() {
      return pattern ? 5_000 : 1;
    }

    @Override
    public int lacked() {
      return 0;
    }
  }

  private static Asked asked(String text) {
    return Requests.asked(text, new Facts(text.startsWith("GET /logs-*"), 20_000));
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindItsTroubleAndNothingInItsCure(RuleKind kind) {
    Long limit = SMALL.get(kind);
    Rule rule = limit == null ? kind.make() : kind.make(limit);

    Finding finding = rule.check(asked(rule.trouble()));

    assertThat(finding).isNotNull();
    assertThat(Objects.requireNonNull(finding).rule()).isEqualTo(kind.id());
    assertThat(finding.what()).isNotBlank();
    assertThat(rule.check(asked(rule.cure()))).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhatItIs(RuleKind kind) {
    Rule rule = kind.make();

    assertThat(rule.id()).isEqualTo(kind.id());
    assertThat(RuleKind.of(kind.id())).isEqualTo(kind);
    assertThat(rule.description()).endsWith(".").hasSizeBetween(60, 250);
    assertThat(kind.hasLimit()).isEqualTo(rule.getClass().getRecordComponents().length == 1);
  }

  @Test
  void shouldGiveEachRuleADescriptionOfItsOwn() {
    assertThat(Rules.all()).extracting(Rule::description).doesNotHaveDuplicates();
    assertThat(RuleKind.of("no-such-rule")).isNull();
  }

  @Test
  void shouldTakeAnotherLimit() {
    String page = "{\"from\":500,\"size\":10}";

    assertThat(RuleKind.DEEP_PAGE.make().check(asked(page))).isNull();
    assertThat(RuleKind.DEEP_PAGE.make(100).check(asked(page)))
        .isEqualTo(
            new Finding(
                "deep-page",
                "hits up to 510, of 100 at most",
                510,
                100,
                RuleKind.DEEP_PAGE.make().cure()));
    assertThatThrownBy(() -> RuleKind.DEEP_PAGE.make(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> RuleKind.SCRIPT.make(1)).hasMessageContaining("no limit");
  }

  @Test
  void shouldTakeAnotherLimitWhereItHasOne() {
    for (Rule rule : Rules.all()) {
      long limit = rule.limit();
      assertThat(rule.withLimit(limit + 1).limit()).isEqualTo(limit == 0 ? 0 : limit + 1);
      assertThat(rule.withLimit(7).id()).isEqualTo(rule.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotGuessWithoutFacts(RuleKind kind) {
    Rule rule = kind.make();
    Asked blind = asked(rule.trouble()).with(IndexFacts.NONE);

    if (kind.needsFacts()) {
      assertThat(rule.check(blind)).isNull();
    } else {
      // At the limit of its own a trouble may be none; with or without facts it is the same.
      assertThat(rule.check(blind)).isEqualTo(rule.check(asked(rule.trouble())));
    }
  }

  static Stream<String> ordinary() throws IOException {
    try (InputStream in = RulesTest.class.getResourceAsStream("ordinary-requests.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.replaceAll("(?m)^#.*\n", "").split("\n\n"))
          .map(String::strip)
          .filter(request -> !request.isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void shouldLetDashboardsAndBenchmarksAskAsTheyDo(String request) {
    // Of log lines and saved objects; articles are larger.
    Facts facts = new Facts(false, request.contains("/articles/") ? 130_000 : 2_000);
    Asked asked = Requests.asked(request, facts);

    assertThat(Rules.usual()).allSatisfy(rule -> assertThat(rule.check(asked)).isNull());
  }

  /** One benchmark asks for every 250th place by name, to measure just that. */
  @Test
  void shouldFindThatABenchmarkMeasuresManyValues() {
    String names =
        IntStream.range(0, 45_000)
            .mapToObj(i -> "\"place " + i + "\"")
            .collect(Collectors.joining(","));
    Asked asked = asked("{\"query\":{\"terms\":{\"name.raw\":[" + names + "]}}}");

    assertThat(Rules.usual())
        .filteredOn(rule -> rule.check(asked) != null)
        .extracting(Rule::id)
        .containsExactly("too-many-values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "POST /a/_search?scroll=5m -> open-scroll",
        "POST /a/_search?scroll=soon -> open-scroll",
        "POST /a/_search?q=name:*son -> leading-wildcard heavy-query-string",
        "POST /a/_search?size=9000 -> whole-source",
        "POST /a/_search?size=9000&_source=false -> ''",
        "POST /a/_delete_by_query?slices=1 -> bare-by-query",
        "POST /a/_delete_by_query?requests_per_second=-1 -> bare-by-query",
        "POST /a/_delete_by_query?requests_per_second=100 -> ''",
        "POST /_reindex?slices=auto -> ''",
        "POST /a/_doc?refresh -> refresh-on-write",
        "POST /a/_doc?refresh=false -> ''",
        "POST /a/_bulk?%72efresh=true -> refresh-on-write",
        "DELETE /a/_doc/1?refresh=true -> refresh-on-write",
        "GET /a/_doc/1?refresh=true -> ''",
        "POST /_refresh -> ''",
        "POST /*/_search -> all-indices",
        "POST /*,-a/_count -> all-indices",
        "POST /_all/_count -> all-indices"
      })
  void shouldReadTargets(String request, String expected) {
    Asked asked = asked(request);

    assertThat(Rules.all())
        .filteredOn(rule -> rule.check(asked) != null)
        .extracting(Rule::id)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected.split(" ")).filter(id -> !id.isEmpty()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      value = {
        "/_sql SELECT * FROM bills -> statement-without-limit",
        "/_sql SELECT * FROM bills LIMIT 50000 -> ``",
        "/_sql SELECT COUNT(*), MAX(a) FROM bills -> ``",
        "/_sql SELECT a, COUNT(*) FROM bills GROUP BY a -> ``",
        "/_sql SHOW TABLES -> ``",
        "/_plugins/_sql SELECT a FROM bills -> statement-without-limit",
        "/_plugins/_sql SELECT a FROM bills LIMIT ? -> ``",
        "/_plugins/_sql SELECT a FROM bills LIMIT 50000 -> large-page",
        "/_plugins/_sql SELECT a FROM bills LIMIT 10 OFFSET 20000 -> deep-page",
        "/_plugins/_sql SELECT a FROM bills LIMIT 20000, 10 -> deep-page",
        "/_plugins/_sql SELECT a, COUNT(*) FROM bills GROUP BY a LIMIT 10 OFFSET 20000 -> ``",
        "/_plugins/_sql SELECT a FROM bills WHERE a LIKE '%son' LIMIT 10 -> leading-wildcard"
            + " short-prefix",
        "/_plugins/_sql SELECT a FROM * LIMIT 10 -> all-indices",
        "/_plugins/_sql SELECT 1 -> ``",
        "/_plugins/_ppl source=bills | where a = 1 -> statement-without-limit",
        "/_plugins/_ppl source=bills | stats count() by a -> ``",
        "/_plugins/_ppl source=bills | head 10 from 20000 -> deep-page",
        "/_plugins/_ppl source=* | head -> all-indices",
        "/_query FROM bills -> ``",
        "/_query FROM bills | LIMIT 50000 -> large-page",
        "/_query FROM *,-logs | LIMIT 5 -> all-indices",
        "/bills/_eql/search process where true -> ``",
        "/*/_eql/search process where true -> all-indices"
      })
  void shouldReadStatements(String request, String expected) {
    int space = request.indexOf(' ');
    Asked asked =
        asked(
            "POST "
                + request.substring(0, space)
                + "\n{\"query\":\""
                + request.substring(space + 1)
                + "\"}");

    assertThat(Rules.all())
        .filteredOn(rule -> rule.check(asked) != null)
        .extracting(Rule::id)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected.split(" ")).filter(id -> !id.isEmpty()).toList());
  }

  @Test
  void shouldSayHowManyRowsAtOnce() {
    String body = "{\"fetch_size\":20000,\"query\":\"SELECT a FROM bills LIMIT 5\"}";

    Finding found = RuleKind.LARGE_PAGE.make().check(asked("POST /_sql\n" + body));

    assertThat(found)
        .isEqualTo(
            new Finding(
                "large-page",
                "20000 rows at once, of 10000 at most",
                20_000,
                10_000,
                "\"fetch_size\":1000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "{\"gte\":\"2026-11-21T12:30:00.123Z\"} -> true",
        "{\"gte\":\"2026-11-21T12:30:00.000Z\",\"lt\":\"2026-11-21T13:30:00.001Z\"} -> true",
        "{\"gte\":\"2026-11-21T12:30:00.000Z\"} -> false",
        "{\"gte\":\"2026-11-21\",\"lt\":\"now/d\"} -> false",
        "{\"gte\":1763728200123} -> false",
        "{\"gte\":\"now-1d/d\",\"lt\":\"now\"} -> true"
      })
  void shouldTellRangesThatAreNeverTheSame(String ends, boolean expected) {
    Asked asked = asked("{\"query\":{\"bool\":{\"filter\":{\"range\":{\"day\":" + ends + "}}}}}");

    assertThat(RuleKind.UNSTABLE_RANGE.make().check(asked) != null).isEqualTo(expected);
  }
}
