package dev.weir.gateway.remember;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.status.MemoryStatus;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are remembered for a time, in bounded memory; what is asked for often stays longest
 * (Caffeine's TinyLFU). Safe from any thread.
 */
public final class AnswerMemory {
  /** So much of the memory may be in answers that are just being taken down. */
  private static final int PART_UNDER_WAY = 4;

  /** An answer that is no older than this is not taken down anew. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MemorySettings settings;
  private final Set<String> ignored;
  private final Ticker clock;
  private final Cache<AnswerKey, RememberedAnswer> answers;
  private final AtomicLong generation = new AtomicLong();
  private final AtomicLong underWay = new AtomicLong();
  private final LongAdder left = new LongAdder();

  /** Nothing is remembered yet. */
  public AnswerMemory(MemorySettings settings) {
    this(settings, Ticker.systemTicker());
  }

  AnswerMemory(MemorySettings settings, Ticker clock) {
    this.settings = settings;
    this.clock = clock;
    this.ignored =
        settings.ignoredHeaders().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(settings.size().bytes())
            .weigher((AnswerKey key, RememberedAnswer answer) -> answer.weight())
            .expireAfterWrite(settings.keep())
            .ticker(clock)
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  public MemorySettings settings() {
    return settings;
  }

  /** What was remembered may be wrong now: forgets all of it, and what is being taken down. */
  public void clear() {
    generation.incrementAndGet();
    answers.invalidateAll();
  }

  private @Nullable AnswerKey key(@Nullable Question question, String cluster) {
    return question == null || question.body().remaining() > settings.maxRequest().bytes()
        ? null
        : question.key(generation.get(), cluster, ignored);
  }

  /**
   * The answer that was given when the same was asked before; null if none is remembered.
   *
   * @param question null if it is not known whether it is the same
   */
  public @Nullable Reply recall(@Nullable Question question, String cluster) {
    AnswerKey key = key(question, cluster);
    RememberedAnswer found = key == null ? null : answers.getIfPresent(key);
    return found == null || question == null
        ? null
        : found.reply(question.request().headers().get("X-Opaque-Id"), clock.read());
  }

  /** Whether an answer is remembered, without counting that anybody has asked. */
  public boolean knows(@Nullable Question question, String cluster) {
    AnswerKey key = key(question, cluster);
    return key != null && answers.policy().getIfPresentQuietly(key) != null;
  }

  /** Where the answer to a question belongs; null if it is not to be remembered. */
  public @Nullable Place place(@Nullable Question question, String cluster) {
    AnswerKey key = key(question, cluster);
    if (key == null) {
      return null;
    }
    RememberedAnswer before = answers.policy().getIfPresentQuietly(key);
    return before != null && clock.read() - before.at() < FRESH_NANOS ? null : new Place(this, key);
  }

  /** Takes an answer down. */
  void put(AnswerKey key, RememberedAnswer answer) {
    if (answer.body().length <= settings.maxAnswer().bytes()) {
      answers.put(key, answer);
    }
  }

  /** The memory's time, in nanoseconds. */
  long now() {
    return clock.read();
  }

  /** Takes memory for an answer that is being taken down; tells whether there is any. */
  boolean reserve(int bytes) {
    long most = settings.size().bytes() / PART_UNDER_WAY;
    if (underWay.addAndGet(bytes) <= most) {
      return true;
    }
    underWay.addAndGet(-bytes);
    left.increment();
    return false;
  }

  /** Gives that memory back. */
  void release(int bytes) {
    underWay.addAndGet(-bytes);
  }

  /** What is in it, and what came of it. */
  public MemoryStatus status() {
    answers.cleanUp();
    CacheStats stats = answers.stats();
    long bytes =
        answers.policy().eviction().map(eviction -> eviction.weightedSize().orElse(0)).orElse(0L);
    return new MemoryStatus(
        answers.estimatedSize(),
        bytes,
        settings.size().bytes(),
        underWay.get(),
        stats.hitCount(),
        stats.missCount(),
        stats.evictionCount(),
        left.sum());
  }
}
