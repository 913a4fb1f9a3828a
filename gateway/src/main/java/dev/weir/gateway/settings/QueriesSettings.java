package dev.weir.gateway.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether and how queries are read, and what rules there are for them. */
public record QueriesSettings(
    @Setting(
            value =
                "What becomes of a search that one of the usual rules finds something in, unless"
                    + " rules says otherwise: off, observe, warn or enforce.",
            example = "observe")
        RuleMode mode,
    @Setting(
            value =
                "How much of a body is held and read, packed and unpacked. What is larger counts as"
                    + " not read to its end.",
            example = "1mb")
        ByteSize maxBody,
    @Setting(
            value =
                "What becomes of a body that cannot be read to its end while a rule is enforced:"
                    + " refuse or pass.",
            example = "refuse")
        UnreadBody unread,
    @Setting(
            value = "Rules that differ from that, or are not among the usual.",
            example = "[{rule: deep-page, mode: enforce, limit: 5000}]")
        List<QueryRuleSettings> rules,
    @Setting(
            value = "What is kept of the shapes of searches.",
            example = "{most: 2000, sample: none}")
        ShapesSettings shapes,
    @Setting(
            value = "A line of JSON for each search that was slow. Absent: none is written.",
            example = "{over: 500ms, file: slow.log}")
        @Nullable SlowLogSettings slowLog,
    @Setting(
            value = "What is gathered about indices, for the rules that need to know them.",
            example = "{samples: 2}")
        FactSettings facts,
    @Setting(
            value = "Which searches are written otherwise before they go on.",
            example = "{capped-total: 10000, rounded-range-ends: minute}")
        RewriteSettings rewrites) {

  private static final int MOST_RULES = 256;

  public QueriesSettings {
    rules = List.copyOf(rules);
    new Checks()
        .that(
            maxBody.bytes() >= 1024 && maxBody.bytes() <= 16L * 1024 * 1024,
            "max-body",
            maxBody,
            "between 1kb and 16mb")
        .that(rules.size() <= MOST_RULES, "rules", rules.size(), "at most " + MOST_RULES)
        .done();
  }

  /** With facts and rewrites as they are by default. */
  public QueriesSettings(
      RuleMode mode,
      ByteSize maxBody,
      UnreadBody unread,
      List<QueryRuleSettings> rules,
      ShapesSettings shapes,
      @Nullable SlowLogSettings slowLog) {
    this(
        mode,
        maxBody,
        unread,
        rules,
        shapes,
        slowLog,
        FactSettings.defaults(),
        RewriteSettings.defaults());
  }

  /** The same with other rewrites. */
  public QueriesSettings withRewrites(RewriteSettings wanted) {
    return new QueriesSettings(mode, maxBody, unread, rules, shapes, slowLog, facts, wanted);
  }

  public static QueriesSettings defaults() {
    return new QueriesSettings(
        RuleMode.OBSERVE,
        ByteSize.ofMegabytes(1),
        UnreadBody.REFUSE,
        List.of(),
        ShapesSettings.defaults(),
        null,
        FactSettings.defaults(),
        RewriteSettings.defaults());
  }

  /** All usual rules in one mode, but for these. */
  public static QueriesSettings of(RuleMode mode, QueryRuleSettings... rules) {
    QueriesSettings defaults = defaults();
    return new QueriesSettings(
        mode,
        defaults.maxBody,
        defaults.unread,
        List.of(rules),
        defaults.shapes,
        null,
        defaults.facts,
        defaults.rewrites);
  }

  /** The same with other shapes. */
  public QueriesSettings withShapes(ShapesSettings wanted) {
    return new QueriesSettings(mode, maxBody, unread, rules, wanted, slowLog, facts, rewrites);
  }

  public QueriesSettings withFacts(FactSettings wanted) {
    return new QueriesSettings(mode, maxBody, unread, rules, shapes, slowLog, wanted, rewrites);
  }
}
