package dev.weir.gateway.shape;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyWatcher;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.search.answer.AnswerFigures;
import dev.weir.search.cost.Cost;
import dev.weir.search.rule.Finding;
import dev.weir.search.shape.Ending;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The searches of one request from their coming to their end: which shapes they have, what they
 * were expected to cost and have cost, and what the beginning of the answer tells. Kept on the
 * exchange; used by its event loop.
 */
public final class Visit implements BodyWatcher {
  /** Where it is found on a request whose searches are recorded. */
  public static final AttributeKey<Visit> KEY = new AttributeKey<>("visit", Visit.class);

  /** Of a longer {@code _msearch} the rest counts as the last of these. */
  static final int MOST_SEARCHES = 64;

  private static final int LONGEST_SHOWN = 1024;

  private final AnswerFigures answer = new AnswerFigures();
  private long[] prints = new long[1];
  private double[] predicted = new double[1];
  private @Nullable String @Nullable [] samples;
  private int searches;
  private double sum;
  private List<String> rules = List.of();
  private @Nullable Finding finding;
  private byte @Nullable [] rewritten;
  private double cost = -1;

  void add(long fingerprint, double expected) {
    sum += expected;
    if (searches == MOST_SEARCHES) {
      predicted[searches - 1] += expected;
      return;
    }
    if (searches == prints.length) {
      prints = Arrays.copyOf(prints, 2 * searches);
      predicted = Arrays.copyOf(predicted, 2 * searches);
    }
    prints[searches] = fingerprint;
    predicted[searches] = expected;
    searches++;
  }

  void sample(int search, String text) {
    if (samples == null) {
      samples = new @Nullable String[searches];
    }
    samples[search] = text;
  }

  @Nullable String sample(int search) {
    return samples == null ? null : samples[search];
  }

  void rules(List<String> ids, @Nullable Finding first) {
    rules = ids;
    finding = first;
  }

  /** What the first of the rules has found; null if none has. */
  public @Nullable Finding finding() {
    return finding;
  }

  /** Its body goes on written otherwise. */
  public void rewritten(byte[] body) {
    rewritten = body;
  }

  /** How its body goes on, if it was written otherwise and is small; null if not. */
  public @Nullable String rewritten() {
    byte[] body = rewritten;
    return body == null || body.length > LONGEST_SHOWN ? null : new String(body, UTF_8);
  }

  /** The ids of the rules that have found something. */
  public List<String> rules() {
    return rules;
  }

  /** How many searches there are. */
  public int searches() {
    return searches;
  }

  /** The fingerprint of a search. */
  public long fingerprint(int search) {
    return prints[search];
  }

  /** What all were expected to cost together, in units. */
  public double predicted() {
    return sum;
  }

  /** The part of one search in what all were expected to cost. */
  double part(int search) {
    return sum <= 0 ? 1.0 / searches : predicted[search] / sum;
  }

  @Override
  public boolean take(byte[] bytes, int from, int to) {
    return answer.take(bytes, from, to);
  }

  /** What the answer tells, as far as it has come. */
  public AnswerFigures answer() {
    return answer;
  }

  /** What became of it. */
  static Ending ending(ExchangeEnd end) {
    if (end.attempts() == 0) {
      return Ending.REFUSED;
    }
    return end.outcome() == Outcome.ANSWERED && end.status() < 400
        ? Ending.ANSWERED
        : Ending.FAILED;
  }

  /**
   * What all have cost together, in units, told from how the exchange has ended; the same whenever
   * it is asked again.
   */
  public double cost(ExchangeEnd end) {
    if (cost < 0) {
      long waited = end.upstreamNanos() >= 0 ? end.upstreamNanos() : end.durationNanos();
      int shards = answer.shards() < 0 ? 1 : Math.max(1, answer.shards() - answer.skippedShards());
      cost = end.attempts() == 0 ? 0 : Cost.of(answer.took(), shards, waited);
    }
    return cost;
  }
}
