package dev.weir.gateway.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.gateway.status.CredentialsStatus;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies off the event loops what takes time, once for all connections that show it, and
 * remembers what came of it. What is right is remembered apart from what is not, so that whoever
 * guesses does not make others be verified again; and of one name only a few wait at a time, so
 * that guesses at one password do not keep others waiting. Safe from any thread; outlives reloads,
 * since what it remembers holds whatever the tenants are.
 */
final class Verification implements AutoCloseable {
  private static final int REMEMBERED = 10_000;
  private static final Duration RIGHT_FOR = Duration.ofMinutes(30);
  private static final Duration WRONG_FOR = Duration.ofSeconds(10);

  private final Cache<Digest, Proof.Right> right =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(RIGHT_FOR)
          .executor(Runnable::run)
          .build();
  private final Cache<Digest, Proof.NotRight> wrong =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(WRONG_FOR)
          .executor(Runnable::run)
          .build();
  private final Map<Digest, CompletableFuture<Proof>> underWay = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread;
  private final int mostOfOneName;
  private final LongAdder rightCount = new LongAdder();
  private final LongAdder wrongCount = new LongAdder();
  private final LongAdder busyCount = new LongAdder();

  /**
   * With a thread of that name, which is there only while there is something to verify.
   *
   * @param most how many may wait at a time
   * @param mostOfOneName how many that show the same name may
   */
  Verification(String name, int most, int mostOfOneName) {
    this.mostOfOneName = mostOfOneName;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(most),
            new DefaultThreadFactory(name, true));
    thread.allowCoreThreadTimeOut(true);
  }

  /** What is remembered; null if that is nothing. */
  @Nullable Proof recall(Digest digest, long now) {
    Proof.Right found = right.getIfPresent(digest);
    if (found != null && now - found.until() < 0) {
      return found;
    }
    return wrong.getIfPresent(digest);
  }

  /**
   * Verifies, unless that is under way already.
   *
   * @param waiting how many of this name wait
   */
  CompletableFuture<Proof> verify(Digest digest, AtomicInteger waiting, Supplier<Proof> verifier) {
    CompletableFuture<Proof> begun = new CompletableFuture<>();
    CompletableFuture<Proof> before = underWay.putIfAbsent(digest, begun);
    if (before != null) {
      return before;
    }
    if (waiting.incrementAndGet() > mostOfOneName) {
      finish(digest, waiting, begun, Proof.NotVerified.INSTANCE);
      return begun;
    }
    try {
      thread.execute(() -> finish(digest, waiting, begun, run(verifier)));
    } catch (RejectedExecutionException e) {
      finish(digest, waiting, begun, Proof.NotVerified.INSTANCE);
    }
    return begun;
  }

  private static Proof run(Supplier<Proof> verifier) {
    try {
      return verifier.get();
    } catch (RuntimeException e) {
      // What was shown must not get into a log by way of an exception's message.
      return new Proof.NotRight("they could not be verified");
    }
  }

  private void finish(
      Digest digest, AtomicInteger waiting, CompletableFuture<Proof> begun, Proof proof) {
    switch (proof) {
      case Proof.Right found -> {
        right.put(digest, found);
        rightCount.increment();
      }
      case Proof.NotRight found -> {
        wrong.put(digest, found);
        wrongCount.increment();
      }
      case Proof.NotVerified() -> busyCount.increment();
    }
    waiting.decrementAndGet();
    underWay.remove(digest);
    begun.complete(proof);
  }

  CredentialsStatus status() {
    return new CredentialsStatus(
        rightCount.sum(),
        wrongCount.sum(),
        busyCount.sum(),
        right.estimatedSize() + wrong.estimatedSize());
  }

  /** Whoever still waits is told that nobody had time. */
  @Override
  public void close() {
    thread.shutdownNow();
    underWay.values().forEach(begun -> begun.complete(Proof.NotVerified.INSTANCE));
  }
}
