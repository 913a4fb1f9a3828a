package dev.weir.gateway.query;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Found.Consequence;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.UnreadBody;
import dev.weir.search.json.Oddity;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.Finding;
import dev.weir.search.rule.RuleKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it is applied at this moment: the first of its scopes that is for a search counts.
 * Safe from any thread; a search in which nothing is found allocates nothing here.
 */
final class RuleInForce {
  private static final String UNREAD = RuleKind.UNREAD.id();

  private final List<Scope> scopes;
  private final RuleRecord record;
  private final boolean needsFacts;

  /**
   * Of a rule.
   *
   * @param scopes the last takes every search
   * @param record what it has found so far, and what a hand has set
   */
  RuleInForce(List<Scope> scopes, RuleRecord record) {
    this.scopes = List.copyOf(scopes);
    this.record = record;
    RuleKind kind = RuleKind.of(record.id());
    this.needsFacts = kind == null || kind.needsFacts();
  }

  String id() {
    return record.id();
  }

  RuleRecord record() {
    return record;
  }

  List<Scope> scopes() {
    return scopes;
  }

  /** Whether it looks at any request at all. */
  boolean isOn() {
    RuleMode byHand = record.byHand();
    if (byHand != null) {
      return byHand != RuleMode.OFF;
    }
    for (Scope scope : scopes) {
      if (scope.mode() != RuleMode.OFF) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at a request.
   *
   * @param indices as the search names them; null if it names none
   * @return what it has found; null if nothing
   */
  @Nullable Found check(Request request, @Nullable String indices, Asked asked, int search) {
    Scope scope = scope(request, indices, asked.profile().fingerprint());
    RuleMode byHand = record.byHand();
    RuleMode mode = byHand == null ? scope.mode() : byHand;
    if (mode == RuleMode.OFF || scope.isExempt(request)) {
      return null;
    }
    int lacked = needsFacts ? asked.facts().lacked() : 0;
    Finding finding = scope.rule().check(asked);
    if (needsFacts && asked.facts().lacked() != lacked) {
      record.lacked();
    }
    boolean blind = finding != null && finding.rule().equals(UNREAD);
    if (finding == null && mode == RuleMode.ENFORCE && scope.unread() == UnreadBody.REFUSE) {
      finding = unjudged(scope, asked);
      blind = true;
    }
    if (finding == null) {
      return null;
    }
    Consequence consequence =
        switch (mode) {
          case OFF, OBSERVE -> Consequence.OBSERVED;
          case WARN -> Consequence.WARNED;
          case ENFORCE -> Consequence.REFUSED;
        };
    record.note(request, indices, finding, consequence, asked.profile().fingerprint());
    boolean wantsRoom = blind && asked.profile().oddities().has(Oddity.NO_ROOM);
    return new Found(finding, consequence, search, wantsRoom);
  }

  private Scope scope(Request request, @Nullable String indices, long fingerprint) {
    int last = scopes.size() - 1;
    for (int i = 0; i < last; i++) {
      Scope scope = scopes.get(i);
      if (scope.takes(request, indices, fingerprint)) {
        return scope;
      }
    }
    return scopes.get(last);
  }

  private static @Nullable Finding unjudged(Scope scope, Asked asked) {
    if (asked.profile().isWhole()) {
      return null;
    }
    return scope
        .rule()
        .found(
            "the body was not read to its end, so that it cannot be judged: "
                + asked.profile().oddities(),
            0,
            0);
  }
}
