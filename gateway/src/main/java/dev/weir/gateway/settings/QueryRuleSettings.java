package dev.weir.gateway.settings;

import dev.weir.search.Operation;
import dev.weir.search.rule.Rule;
import dev.weir.search.rule.RuleKind;
import dev.weir.search.rule.Rules;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one rule for queries is applied, to all searches or to some. */
public record QueryRuleSettings(
    @Setting(
            value =
                "The rule. It may stand here several times: of those that are for a search, the"
                    + " first counts.",
            example = "deep-page",
            required = true)
        String rule,
    @Setting(
            value =
                "What becomes of a search that it finds something in: off, observe, warn or"
                    + " enforce. Absent: as queries.mode says.",
            example = "enforce")
        @Nullable RuleMode mode,
    @Setting(
            value = "What still passes, if the rule has a number; 0: the rule's own.",
            example = "5000")
        int limit,
    @Setting(
            value =
                "What becomes of a body that cannot be read to its end while the rule is enforced:"
                    + " refuse or pass. Absent: as queries.unread says.",
            example = "pass")
        @Nullable UnreadBody unread,
    @Setting(value = "Only searches of these tenants. Empty: all.", example = "[batch]")
        List<String> tenants,
    @Setting(
            value = "Searches of these tenants are not looked at by the rule.",
            example = "[payments]")
        List<String> exempt,
    @Setting(value = "Only searches of these routes. Empty: all.", example = "[reports]")
        List<String> routes,
    @Setting(value = "Only these operations. Empty: all.", example = "[search, by-query]")
        List<Operation> operations,
    @Setting(
            value =
                "Only searches that name an index like one of these, with * for any characters;"
                    + " aliases and patterns of the search are not resolved. Empty: all.",
            example = "[logs-*]")
        List<String> indices,
    @Setting(
            value =
                "Only searches of these shapes, by their ids, as weir shapes shows them. Empty:"
                    + " all.",
            example = "[9f2c41d07b3e8a56]")
        List<String> shapes) {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");

  public QueryRuleSettings {
    tenants = List.copyOf(tenants);
    exempt = List.copyOf(exempt);
    routes = List.copyOf(routes);
    operations = List.copyOf(operations);
    indices = List.copyOf(indices);
    shapes = List.copyOf(shapes);
    RuleKind kind = RuleKind.of(rule);
    Rule known = Rules.all().stream().filter(each -> each.id().equals(rule)).findAny().orElse(null);
    new Checks()
        .that(known != null, "rule", rule, "one of " + Rules.all().stream().map(Rule::id).toList())
        .between(0, Integer.MAX_VALUE, "limit", limit)
        .that(
            limit == 0 || known == null || known.limit() > 0,
            "limit",
            limit,
            "0, since there is no number to this rule")
        .that(
            shapes.stream().allMatch(shape -> SHAPE.matcher(shape).matches()),
            "shapes",
            shapes,
            "ids of sixteen hexadecimal digits each, in lower case")
        .that(
            shapes.isEmpty() || kind == null || !kind.isAboutWrites(),
            "shapes",
            shapes,
            "none, since writes have no shape")
        .done();
  }

  /** For searches of every shape. */
  public QueryRuleSettings(
      String rule,
      @Nullable RuleMode mode,
      int limit,
      @Nullable UnreadBody unread,
      List<String> tenants,
      List<String> exempt,
      List<String> routes,
      List<Operation> operations,
      List<String> indices) {
    this(rule, mode, limit, unread, tenants, exempt, routes, operations, indices, List.of());
  }

  /** The same for searches of these shapes only. */
  public QueryRuleSettings ofShapes(String... ids) {
    return new QueryRuleSettings(
        rule, mode, limit, unread, tenants, exempt, routes, operations, indices, List.of(ids));
  }

  /** Whether it is for every search, so that nothing behind it is asked. */
  public boolean isForAll() {
    return tenants.isEmpty()
        && routes.isEmpty()
        && operations.isEmpty()
        && indices.isEmpty()
        && shapes.isEmpty();
  }

  /** A rule in one mode for all searches, at its own limit. */
  public static QueryRuleSettings of(String rule, RuleMode mode) {
    return new QueryRuleSettings(
        rule, mode, 0, null, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public static QueryRuleSettings defaults() {
    return new QueryRuleSettings(
        "unread", null, 0, null, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
