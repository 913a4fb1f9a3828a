package dev.weir.gateway.query;

import dev.weir.gateway.filter.Refusal;
import dev.weir.search.rule.Finding;
import dev.weir.search.rule.RuleKind;
import org.jspecify.annotations.Nullable;

/** What is said to whoever has sent a query. */
final class Wording {
  private static final String TYPE = "query_refused_exception";
  private static final String AGENT = "299 Weir-rules \"";
  private static final int LONGEST_WARNING = 400;

  private Wording() {}

  /**
   * As a rule 400, since the same request will be refused again: clients do not retry it as they do
   * 429.
   *
   * @param scroll what is known of the scroll that it opens; null if it opens none
   */
  static Refusal refusal(Judgement judgement, Found found, @Nullable ScrollVisit scroll) {
    Finding finding = found.finding();
    RuleKind kind = RuleKind.of(finding.rule());
    boolean later = scroll != null && kind != null && kind.passesLater();
    Refusal refusal =
        Refusal.of(
                later ? 429 : 400,
                TYPE,
                "rule ["
                    + finding.rule()
                    + "] refuses this search: "
                    + finding.what()
                    + "; instead: "
                    + finding.cure())
            .withDetail("rule", finding.rule())
            .withDetail("found", finding.what());
    if (finding.limit() > 0) {
      refusal =
          refusal
              .withDetail("measured", Long.toString(finding.measured()))
              .withDetail("limit", Long.toString(finding.limit()));
    }
    refusal = refusal.withDetail("cure", finding.cure());
    if (judgement.searches() > 1) {
      refusal = refusal.withDetail("search", Integer.toString(found.search()));
    }
    refusal = refusal.withDetail("shape", judgement.shapeText());
    return later && scroll != null ? refusal.withRetryAfter(scroll.untilFewer()) : refusal;
  }

  /** As engines warn of what is deprecated (RFC 7234, 5.5): clients of both show or log it. */
  static String warning(Finding finding) {
    StringBuilder text = new StringBuilder(AGENT);
    String said = "rule [" + finding.rule() + "]: " + finding.what();
    for (int i = 0; i < said.length() && i < LONGEST_WARNING; i++) {
      char each = said.charAt(i);
      if (each == '"' || each == '\\') {
        text.append('\\');
      }
      text.append(each >= ' ' && each < 127 ? each : '?');
    }
    return text.append('"').toString();
  }
}
