package dev.weir.app.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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
final class LineWriter<E> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
  private static final long PAUSE = Duration.ofMillis(10).toNanos();
  private static final long LOOK_AT_FILE_EVERY = Duration.ofSeconds(1).toNanos();
  private static final long COMPLAIN_EVERY = Duration.ofMinutes(1).toNanos();
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  /** Turns an entry into a line. */
  @FunctionalInterface
  interface Format<E> {
    void write(OutputStream out, E entry) throws IOException;
  }

  private final String name;
  private final Format<E> format;
  private final MpscArrayQueue<E> queue;
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
   * @param name of the log, for its thread and complaints: {@code access-log}
   * @param path null for standard output
   * @param waiting how many entries may wait
   * @param written counts lines; outlives this writer
   * @throws IOException if the file cannot be opened
   */
  LineWriter(
      String name,
      Format<E> format,
      @Nullable Path path,
      int waiting,
      LongAdder written,
      LongAdder dropped,
      LongSupplier nanos)
      throws IOException {
    this.name = name;
    this.format = format;
    this.queue = new MpscArrayQueue<>(Math.max(2, waiting));
    this.file = new LogFile(path);
    this.written = written;
    this.dropped = dropped;
    this.nanos = nanos;
    file.out();
    this.lookedAt = nanos.getAsLong();
    this.thread = Thread.ofPlatform().name("weir-" + name).daemon().unstarted(this::run);
    thread.start();
  }

  /** Hands an entry over, or drops and counts it if the queue is full. Never waits. */
  void offer(E entry) {
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
        E entry = queue.relaxedPoll();
        if (entry == null) {
          break;
        }
        taken++;
        format.write(file.out(), entry);
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
      LOG.debug("{} close failed", name, e);
    }
  }

  private void complain(IOException problem) {
    long now = nanos.getAsLong();
    if (complainedAt == null || now - complainedAt >= COMPLAIN_EVERY) {
      complainedAt = now;
      LOG.warn(
          "{} cannot be written, lines are dropped error={}",
          name.replace('-', ' '),
          problem.toString());
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
