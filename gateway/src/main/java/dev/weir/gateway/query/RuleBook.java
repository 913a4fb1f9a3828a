package dev.weir.gateway.query;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All rules as they are applied at this moment. Immutable.
 *
 * @param rules those that are off among them, since a hand may turn them on
 * @param maxBody how many bytes of a body are read
 */
record RuleBook(List<RuleInForce> rules, int maxBody) {
  RuleBook {
    rules = List.copyOf(rules);
  }

  /**
   * What settings say.
   *
   * @param records what is known of each rule, by its id
   */
  static RuleBook of(QueriesSettings settings, Function<String, RuleRecord> records) {
    Set<String> usual = Rules.usual().stream().map(Rule::id).collect(Collectors.toSet());
    List<RuleInForce> rules = new ArrayList<>();
    for (Rule rule : Rules.all()) {
      RuleMode mode = usual.contains(rule.id()) ? settings.mode() : RuleMode.OFF;
      List<Scope> scopes = new ArrayList<>();
      for (QueryRuleSettings each : settings.rules()) {
        if (each.rule().equals(rule.id())) {
          scopes.add(Scope.of(each, rule, settings.mode(), settings.unread()));
        }
      }
      scopes.add(Scope.ofAll(rule, mode, settings.unread()));
      rules.add(new RuleInForce(scopes, records.apply(rule.id())));
    }
    return new RuleBook(rules, settings.maxBody().intBytes());
  }
}
