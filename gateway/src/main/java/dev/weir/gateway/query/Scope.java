package dev.weir.gateway.query;

import dev.weir.gateway.admission.Selector;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.UnreadBody;
import dev.weir.search.rule.Rule;
import dev.weir.search.shape.ShapeId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a rule is applied to some searches. Immutable.
 *
 * @param rule the rule at the limit that it has for them
 * @param mode what becomes of what it finds
 * @param unread what becomes of what cannot be read, if it is enforced
 * @param selector which searches
 * @param exempt tenants whose searches it is off for
 * @param shapes fingerprints of searches that it is for; empty if for all
 */
record Scope(
    Rule rule,
    RuleMode mode,
    UnreadBody unread,
    Selector selector,
    Set<String> exempt,
    Set<Long> shapes) {
  Scope {
    exempt = Set.copyOf(exempt);
    shapes = Set.copyOf(shapes);
  }

  /** For all searches. */
  static Scope ofAll(Rule rule, RuleMode mode, UnreadBody unread) {
    Selector all = Selector.of(List.of(), List.of(), List.of(), List.of(), List.of());
    return new Scope(rule, mode, unread, all, Set.of(), Set.of());
  }

  /** As configured, with what that leaves out. */
  static Scope of(QueryRuleSettings settings, Rule rule, RuleMode mode, UnreadBody unread) {
    return new Scope(
        settings.limit() == 0 ? rule : rule.withLimit(settings.limit()),
        settings.mode() == null ? mode : settings.mode(),
        settings.unread() == null ? unread : settings.unread(),
        Selector.of(
            settings.tenants(),
            List.of(),
            settings.routes(),
            settings.operations(),
            settings.indices()),
        Set.copyOf(settings.exempt()),
        settings.shapes().stream().map(ShapeId::parse).collect(Collectors.toSet()));
  }

  /**
   * Whether it is for a search.
   *
   * @param indices that it names; null if it names none
   * @param fingerprint of its shape
   */
  boolean takes(Request request, @Nullable String indices, long fingerprint) {
    return (shapes.isEmpty() || shapes.contains(fingerprint)) && selector.takes(request, indices);
  }

  boolean isExempt(Request request) {
    return !exempt.isEmpty() && exempt.contains(request.tenant().name());
  }
}
