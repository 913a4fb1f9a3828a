package dev.weir.gateway.query;

import dev.weir.gateway.filter.Refusal;
import dev.weir.search.rule.Finding;

/** What is said to whoever has sent a query. */
final class Wording {
  private static final String TYPE = "query_refused_exception";
  private static final String AGENT = "299 Weir-rules \"";
  private static final int LONGEST_WARNING = 400;

  private Wording() {}

  /** 400, since the same request will be refused again: clients do not retry it as they do 429. */
  static Refusal refusal(Judgement judgement, Found found) {
    Finding finding = found.finding();
    Refusal refusal =
        Refusal.of(
                400,
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
    return refusal.withDetail("shape", judgement.shapeText());
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
