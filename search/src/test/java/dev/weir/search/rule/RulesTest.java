package dev.weir.search.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final IndexFacts FACTS =
      new IndexFacts() {
        @Override
        public @Nullable String type(String field) {
          return field.equals("price") ? "double" : "keyword";
        }

        @Override
        public long cardinality(String field) {
          return field.equals("session_id") ? 50_000_000 : 100;
        }
      };

  static List<Rule> rules() {
    return Rules.all().stream()
        .map(
            rule ->
                switch (rule) {
                  // At a limit that fits on a page of documentation.
                  case TooManyValues _ -> new TooManyValues(3);
                  case TooManyClauses _ -> new TooManyClauses(2);
                  case DeepPage _ -> new DeepPage(5_000);
                  case LargePage _ -> new LargePage(5_000);
                  default -> rule;
                })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldFindItsTroubleAndNothingInItsCure(Rule rule) {
    Finding finding = rule.check(asked(trouble(rule)));
    assertThat(finding).isNotNull();
    assertThat(Objects.requireNonNull(finding).rule()).isEqualTo(rule.id());
    assertThat(finding.what()).isNotBlank();
    assertThat(rule.check(asked(rule.cure()))).isNull();
  }

  private static String trouble(Rule rule) {
    return rule instanceof TooManyValues
        ? rule.trouble().replace("\"and thousands more\"", "3,4,5")
        : rule.trouble();
  }

  @Test
  void shouldGiveEachRuleANameOfItsOwn() {
    assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(Rules.all()).extracting(Rule::description).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotGuessWithoutFacts() {
    Asked asked =
        asked(
            "{\"query\":{\"term\":{\"price\":1.5}},\"aggs\":{\"a\":{\"terms\":{\"field\":\"session_id\"}}}}");
    Asked blind = new Asked(asked.profile(), asked.operation(), asked.indices(), IndexFacts.NONE);
    assertThat(Rules.all()).allMatch(rule -> rule.check(blind) == null);
    assertThat(Rules.all()).filteredOn(rule -> rule.check(asked) != null).hasSize(2);
  }

  /** As dashboards ask, and the benchmarks that engines are measured with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":true,\"size\":500,\"track_total_hits\":true,\"sort\":[{\"@timestamp\":{\"order\":\"desc\",\"unmapped_type\":\"boolean\"}}],\"aggs\":{\"2\":{\"date_histogram\":{\"field\":\"@timestamp\",\"fixed_interval\":\"30s\",\"time_zone\":\"UTC\",\"min_doc_count\":1}}},\"stored_fields\":[\"*\"],\"script_fields\":{},\"docvalue_fields\":[{\"field\":\"@timestamp\",\"format\":\"date_time\"}],\"_source\":{\"excludes\":[]},\"query\":{\"bool\":{\"must\":[],\"filter\":[{\"match_all\":{}},{\"range\":{\"@timestamp\":{\"gte\":\"2026-11-21T11:00:00.000Z\",\"lte\":\"2026-11-21T12:00:00.000Z\",\"format\":\"strict_date_optional_time\"}}}],\"should\":[],\"must_not\":[]}},\"highlight\":{\"pre_tags\":[\"@\"],\"post_tags\":[\"@\"],\"fields\":{\"*\":{}},\"fragment_size\":2147483647}}",
        "{\"size\":10000,\"seq_no_primary_term\":true,\"from\":0,\"query\":{\"bool\":{\"filter\":[{\"bool\":{\"should\":[{\"bool\":{\"must\":[{\"term\":{\"type\":\"index-pattern\"}}],\"must_not\":[{\"exists\":{\"field\":\"namespace\"}}]}}],\"minimum_should_match\":1}}]}}}",
        "{\"size\":0,\"aggs\":{\"2\":{\"terms\":{\"field\":\"geo.src\",\"size\":20},\"aggs\":{\"3\":{\"terms\":{\"field\":\"machine.os\",\"size\":20},\"aggs\":{\"1\":{\"cardinality\":{\"field\":\"clientip\"}}}}}}}}",
        "{\"query\":{\"query_string\":{\"query\":\"message:error AND"
            + " status:5*\",\"analyze_wildcard\":true,\"time_zone\":\"UTC\"}}}"
      })
  void shouldLetDashboardsAskAsTheyDo(String body) {
    Asked asked = asked(body);
    assertThat(Rules.usual()).allMatch(rule -> rule.check(asked) == null);
  }

  private static Asked asked(String text) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin();
    IndexList indices = IndexList.of("bills");
    if (text.startsWith("{")) {
      byte[] bytes = text.getBytes(UTF_8);
      profiler.feed(bytes, 0, bytes.length);
    } else {
      String[] path = text.split("/", -1);
      indices = IndexList.of(path.length > 2 ? path[1] : "");
    }
    return new Asked(profiler.end(), Operation.SEARCH, indices, FACTS);
  }
}
