package dev.weir.bench.bombs;

import dev.weir.testkit.load.LoadListener.Ended;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Counts what became of good requests, by the phase in which each was due, and of bombs. Safe for
 * use by several threads.
 */
final class BombTally {
  private static final long HIGHEST = TimeUnit.MINUTES.toMicros(1);

  private final Map<Phase, Histogram> good = new EnumMap<>(Phase.class);
  private final Map<Phase, Map<String, Long>> failures = new EnumMap<>(Phase.class);
  private final Map<Bomb, Map<String, Long>> answers = new EnumMap<>(Bomb.class);
  private long calm = Long.MAX_VALUE;
  private long bombs = Long.MAX_VALUE;
  private long end = Long.MAX_VALUE;

  synchronized void begin(Phase phase, long now) {
    switch (phase) {
      case CALM -> calm = now;
      case BOMBS -> bombs = now;
    }
  }

  /** What is due later is not counted. */
  synchronized void end(long now) {
    end = now;
  }

  /** A good request is over. */
  synchronized void onGood(Ended ended) {
    if (calm == Long.MAX_VALUE || ended.due() - calm < 0 || isLate(ended)) {
      return;
    }
    Phase phase = bombs == Long.MAX_VALUE || ended.due() - bombs < 0 ? Phase.CALM : Phase.BOMBS;
    good.computeIfAbsent(phase, any -> new Histogram(HIGHEST, 3))
        .recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(ended.nanos()), 0, HIGHEST));
    if (!ended.succeeded()) {
      failures.computeIfAbsent(phase, any -> new TreeMap<>()).merge(ended.verdict(), 1L, Long::sum);
    }
  }

  /** A bomb is over. */
  synchronized void onBomb(Bomb bomb, Ended ended) {
    if (!isLate(ended)) {
      String answer = ended.succeeded() ? "answered" : ended.verdict();
      answers.computeIfAbsent(bomb, any -> new TreeMap<>()).merge(answer, 1L, Long::sum);
    }
  }

  private boolean isLate(Ended ended) {
    return end != Long.MAX_VALUE && ended.due() - end >= 0;
  }

  /** How many good requests were due in a phase. */
  synchronized long count(Phase phase) {
    Histogram histogram = good.get(phase);
    return histogram == null ? 0 : histogram.getTotalCount();
  }

  /** How many of them were refused, or failed. */
  synchronized long failed(Phase phase) {
    return failures.getOrDefault(phase, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Of all good requests of a phase, in milliseconds. */
  synchronized double latency(Phase phase, double percentile) {
    Histogram histogram = good.get(phase);
    return histogram == null ? 0 : histogram.getValueAtPercentile(percentile) / 1e3;
  }

  /** How much later good requests have their answers: p99 beside that of the calm. */
  synchronized double slower() {
    double before = latency(Phase.CALM, 99);
    return before == 0 ? 0 : latency(Phase.BOMBS, 99) / before;
  }

  /** What bombs of a kind got, in words: {@code HTTP 400 290, answered 10}. */
  synchronized String got(Bomb bomb) {
    return answers.getOrDefault(bomb, Map.of()).entrySet().stream()
        .map(answer -> answer.getKey() + " " + answer.getValue())
        .collect(Collectors.joining(", "));
  }

  /** How many bombs of a kind came through to an answer. */
  synchronized long answered(Bomb bomb) {
    return answers.getOrDefault(bomb, Map.of()).getOrDefault("answered", 0L);
  }
}
