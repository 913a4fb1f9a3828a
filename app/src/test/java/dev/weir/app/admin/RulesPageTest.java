package dev.weir.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.gateway.status.ScrollsStatus;
import dev.weir.search.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesPageTest {
  private static final QueryRuleSettings FOR_SOME =
      new QueryRuleSettings(
          "deep-page",
          RuleMode.WARN,
          50,
          null,
          List.of("batch"),
          List.of(),
          List.of("reports"),
          List.of(Operation.MULTI_SEARCH),
          List.of("logs-*"));

  private static final QueryRuleSettings FOR_ALL =
      new QueryRuleSettings(
          "deep-page",
          null,
          0,
          null,
          List.of(),
          List.of("office"),
          List.of(),
          List.of(),
          List.of());

  private static final QueriesStatus STATUS =
      new QueriesStatus(
          true,
          7,
          3,
          1,
          2,
          0,
          List.of(
              new RuleStatus(
                  "deep-page",
                  "is deep",
                  "observe",
                  10_000,
                  List.of(new RuleStatus.Part("warn", 50)),
                  null,
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  4,
                  null)),
          List.of(new FactStatus("main", 12, 3, 2, 20, 1, "403 to _alias")),
          List.of(),
          ScrollsStatus.NONE);

  private static String page(QueryRuleSettings... entries) {
    return RulesPage.of(STATUS, QueriesSettings.of(RuleMode.OBSERVE, entries))
        .body()
        .replaceAll("\\s+", "");
  }

  @Test
  void shouldTellWhomEntriesAreFor() {
    assertThat(page(QueryRuleSettings.of("script", RuleMode.WARN), FOR_SOME, FOR_ALL))
        .contains("\"for_some\":[{\"mode\":\"warn\",\"limit\":50,\"tenants\":[\"batch\"],")
        .contains(
            "\"routes\":[\"reports\"],\"operations\":[\"multi-search\"],\"indices\":[\"logs-*\"]}]")
        .contains("\"exempt\":[\"office\"]");
  }

  @Test
  void shouldDoWithoutThemWhileTheyChange() {
    assertThat(page()).contains("\"for_some\":[{\"mode\":\"warn\",\"limit\":50}]");
    assertThat(RulesPage.of(STATUS, null).body()).contains("for_some");
  }

  @Test
  void shouldTellWhatIsKnownOfIndices() {
    assertThat(page())
        .contains("\"cluster\":\"main\",\"names\":12,\"mappings\":3,\"cardinalities\":2")
        .contains("\"problem\":\"403to_alias\"", "\"lacked_facts\":4");
  }
}
