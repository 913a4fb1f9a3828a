package dev.weir.gateway.query;

import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All rules as they are applied at this moment. Immutable.
 *
 * @param rules those that are off among them, since a hand may turn them on
 * @param searches those of them that are about searches
 * @param writes those that are about writes
 * @param bulks those that look at the lines of bulks
 * @param maxBody how many bytes of a body are read
 * @param rewrites what is done to searches that pass
 */
record RuleBook(
    List<RuleInForce> rules,
    List<RuleInForce> searches,
    List<RuleInForce> writes,
    List<RuleInForce> bulks,
    int maxBody,
    RewriteBook rewrites) {
  RuleBook {
    rules = List.copyOf(rules);
    searches = List.copyOf(searches);
    writes = List.copyOf(writes);
    bulks = List.copyOf(bulks);
  }

  /**
   * What settings say.
   *
   * @param records what is known of each rule, by its id
   */
  static RuleBook of(
      QueriesSettings settings, List<RouteSettings> routes, Function<String, RuleRecord> records) {
    List<RuleInForce> rules = new ArrayList<>();
    List<RuleInForce> searches = new ArrayList<>();
    List<RuleInForce> writes = new ArrayList<>();
    List<RuleInForce> bulks = new ArrayList<>();
    for (RuleKind kind : RuleKind.all()) {
      Rule rule = kind.make();
      RuleMode mode = kind.isUsual() ? settings.mode() : RuleMode.OFF;
      RuleInForce inForce = new RuleInForce(scopes(rule, mode, settings), records.apply(rule.id()));
      rules.add(inForce);
      (kind.isAboutWrites() ? writes : searches).add(inForce);
      if (kind.readsBulk()) {
        bulks.add(inForce);
      }
    }
    RewriteBook rewrites =
        RewriteBook.of(
            settings.rewrites(),
            routes,
            id -> rules.stream().anyMatch(rule -> rule.id().equals(id) && rule.isOn()));
    return new RuleBook(rules, searches, writes, bulks, settings.maxBody().intBytes(), rewrites);
  }

  /** Whether the lines of bulks are to be read. */
  boolean readsBulks() {
    for (int i = 0; i < bulks.size(); i++) {
      if (bulks.get(i).isOn()) {
        return true;
      }
    }
    return false;
  }

  /** In order; the last takes every search, and nothing stands behind one that does. */
  private static List<Scope> scopes(Rule rule, RuleMode mode, QueriesSettings settings) {
    List<Scope> scopes = new ArrayList<>();
    for (QueryRuleSettings each : settings.rules()) {
      if (each.rule().equals(rule.id())) {
        scopes.add(Scope.of(each, rule, settings.mode(), settings.unread()));
        if (each.isForAll()) {
          return scopes;
        }
      }
    }
    scopes.add(Scope.ofAll(rule, mode, settings.unread()));
    return scopes;
  }
}
