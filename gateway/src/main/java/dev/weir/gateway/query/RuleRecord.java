package dev.weir.gateway.query;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Found.Consequence;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.search.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What outlasts other settings of a rule: what it has found so far, by tenant, whose names come
 * from the configuration only; the last example, without any value of the query; and what a hand
 * has set. Safe from any thread.
 */
final class RuleRecord {
  private static final int LONGEST = 128;

  /** A mode that a hand has set, until a time of {@link System#nanoTime}. */
  private record Held(RuleMode mode, long until, Instant ends, String why) {}

  private final String id;
  private final Map<Consequence, ConcurrentHashMap<String, LongAdder>> counts =
      new EnumMap<>(Consequence.class);
  private final LongAdder lacked = new LongAdder();
  private volatile RuleStatus.@Nullable Example last;
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

  RuleRecord(String id) {
    this.id = id;
    for (Consequence each : Consequence.values()) {
      counts.put(each, new ConcurrentHashMap<>());
    }
  }

  String id() {
    return id;
  }

  void note(
      Request request,
      @Nullable String indices,
      Finding finding,
      Consequence consequence,
      long shape) {
    String tenant = request.tenant().name();
    ConcurrentHashMap<String, LongAdder> byTenant = counts.get(consequence);
    if (byTenant != null) {
      LongAdder count = byTenant.get(tenant);
      if (count == null) {
        count = byTenant.computeIfAbsent(tenant, _ -> new LongAdder());
      }
      count.increment();
    }
    last =
        new RuleStatus.Example(
            Instant.now(),
            tenant,
            request.operation().text(),
            indices == null ? "" : cut(indices),
            Judgement.shapeText(shape),
            cut(finding.what()));
  }

  /** It could not judge a search for want of a fact. */
  void lacked() {
    lacked.increment();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The mode that a hand has set; null if none has, or its time is over. */
  @Nullable RuleMode byHand() {
    Held now = held.get();
    if (now == null) {
      return null;
    }
    if (System.nanoTime() - now.until() >= 0) {
      held.compareAndSet(now, null);
      return null;
    }
    return now.mode();
  }

  void hold(RuleMode mode, Duration time, String why) {
    held.set(new Held(mode, System.nanoTime() + time.toNanos(), Instant.now().plus(time), why));
  }

  void letGo() {
    held.set(null);
  }

  RuleStatus status(RuleInForce rule) {
    Scope usual = rule.scopes().getLast();
    RuleMode mode = byHand();
    Held now = held.get();
    return new RuleStatus(
        id,
        usual.rule().description(),
        text(mode == null ? usual.mode() : mode),
        usual.rule().limit(),
        rule.scopes().stream()
            .limit(rule.scopes().size() - 1L)
            .map(scope -> new RuleStatus.Part(text(scope.mode()), scope.rule().limit()))
            .toList(),
        mode == null || now == null
            ? null
            : new RuleStatus.ByHand(text(now.mode()), now.ends(), now.why()),
        sums(Consequence.OBSERVED),
        sums(Consequence.WARNED),
        sums(Consequence.REFUSED),
        lacked.sum(),
        last);
  }

  private Map<String, Long> sums(Consequence of) {
    Map<String, Long> sums = new TreeMap<>();
    counts
        .getOrDefault(of, new ConcurrentHashMap<>())
        .forEach((tenant, count) -> sums.put(tenant, count.sum()));
    return sums;
  }

  static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
