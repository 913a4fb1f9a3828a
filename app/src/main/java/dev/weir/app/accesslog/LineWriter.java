package dev.weir.app.accesslog;

import dev.weir.app.config.AccessLogSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries from any thread without ever waiting, and writes them on a thread of its own. The
 * queue is looked at every few milliseconds rather than waited on, so that handing an entry over
 * costs no system call.
 */
final class AccessLogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);
  private static final long PAUSE = Duration.ofMillis(10).toNanos();
  private static final long LOOK_AT_FILE_EVERY = Duration.ofSeconds(1).toNanos();
  private static final long COMPLAIN_EVERY = Duration.ofMinutes(1).toNanos();
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final MpscArrayQueue<AccessEntry> queue;
  private final LogFile file;
  private final LongAdder written;
  private final LongAdder dropped;
  private final LongSupplier nanos;
  private final Thread thread;
  private volatile boolean reopen;
  private volatile boolean closed;
  private long lookedAt;
  private @Nullable Long complainedAt;

  /**
   * Opens the file and starts the thread.
   *
   * @param written counts lines; outlives this writer
   * @throws IOException if the file cannot be opened
   */
  AccessLogWriter(
      AccessLogSettings settings, LongAdder written, LongAdder dropped, LongSupplier nanos)
      throws IOException {
    this.queue = new MpscArrayQueue<>(Math.max(2, settings.queue()));
    this.file = new LogFile(settings.file());
    this.written = written;
    this.dropped = dropped;
    this.nanos = nanos;
    file.out();
    this.lookedAt = nanos.getAsLong();
    this.thread = Thread.ofPlatform().name("weir-access-log").daemon().unstarted(this::run);
    thread.start();
  }

  /** Hands an entry over, or drops and counts it if the queue is full. Never waits. */
  void offer(AccessEntry entry) {
    if (!queue.relaxedOffer(entry)) {
      dropped.increment();
    }
  }

  /** Opens the file anew before the next line. */
  void reopen() {
    reopen = true;
  }

  private void run() {
    while (!closed) {
      int lines = writeWaiting();
      if (lines == 0) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    writeWaiting();
    try {
      file.close();
    } catch (IOException e) {
      complain(e);
    }
  }

  /** Writes what is in the queue, up to its size, and flushes. Gives how many entries it took. */
  private int writeWaiting() {
    int taken = 0;
    try {
      followRotation();
      for (int most = queue.capacity(); taken < most; ) {
        AccessEntry entry = queue.relaxedPoll();
        if (entry == null) {
          break;
        }
        taken++;
        AccessLine.write(file.out(), entry);
      }
      file.flush();
      written.add(taken);
    } catch (IOException e) {
      // A full disk loses lines, not requests; all that was taken since the last flush counts.
      dropped.add(taken);
      complain(e);
      closeQuietly();
      LockSupport.parkNanos(PAUSE);
    }
    return taken;
  }

  private void followRotation() throws IOException {
    long now = nanos.getAsLong();
    if (reopen) {
      reopen = false;
      file.close();
    } else if (now - lookedAt >= LOOK_AT_FILE_EVERY) {
      lookedAt = now;
      file.followRotation();
    }
  }

  private void closeQuietly() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("access log close failed", e);
    }
  }

  private void complain(IOException problem) {
    long now = nanos.getAsLong();
    if (complainedAt == null || now - complainedAt >= COMPLAIN_EVERY) {
      complainedAt = now;
      LOG.warn("access log cannot be written, lines are dropped error={}", problem.toString());
    }
  }

  /** Writes what is left, within a bound, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_LINES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
