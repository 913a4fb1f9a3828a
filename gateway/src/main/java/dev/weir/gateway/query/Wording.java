package dev.weir.gateway.query;

import dev.weir.gateway.filter.Refusal;
import dev.weir.search.rule.Finding;
import dev.weir.search.rule.RuleKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said to whoever has sent a query. */
final class Wording {
  private static final String TYPE = "query_refused_exception";
  private static final String AGENT = "299 Weir-rules \"";
  private static final int LONGEST_WARNING = 400;

  /** Bodies come and go within their time-outs, as a rule within milliseconds. */
  private static final Duration UNTIL_ROOM = Duration.ofSeconds(1);

  private Wording() {}

  /**
   * As a rule 400, since the same request will be refused again: clients do not retry it as they do
   * 429.
   *
   * @param scroll what is known of the scroll that it opens; null if it opens none
   */
  static Refusal refusal(Judgement judgement, Found found, @Nullable ScrollVisit scroll) {
    if (found.wantsRoom()) {
      return unread(found.finding());
    }
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

  /** Nobody can say whether it is dangerous, and it is not its fault. */
  private static Refusal unread(Finding finding) {
    return Refusal.of(
            503,
            "query_unread_exception",
            "rule ["
                + finding.rule()
                + "] cannot judge this request: its body could not be held beside those of others;"
                + " come back, or send less at once")
        .withDetail("rule", finding.rule())
        .withRetryAfter(UNTIL_ROOM);
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
