package dev.weir.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees when a file says something else than before. It reads the file at a fixed beat rather than
 * ask the system for events: that sees editors that replace files, links that are swapped above it
 * (as Kubernetes mounts do) and network file systems all alike, for a file of a few kilobytes.
 *
 * <p>A file that is away is not a change; one that comes back different is.
 */
final class FileWatch implements AutoCloseable {
  /** Past this size a file is no configuration, and what comes after is not looked at. */
  private static final int LARGEST = 4 * 1024 * 1024;

  private final @Nullable Path file;
  private final Duration beat;
  private final CountDownLatch closed = new CountDownLatch(1);
  private byte @Nullable [] seen;

  private FileWatch(@Nullable Path file, Duration beat) {
    this.file = file;
    this.beat = beat;
    this.seen = read();
  }

  /**
   * Remembers what the file says now; nothing runs before {@link #start}.
   *
   * @param file null sees nothing
   */
  static FileWatch of(@Nullable Path file, Duration beat) {
    return new FileWatch(file, beat);
  }

  /** Looks at the file from now on, on a thread of its own, which also runs the action. */
  void start(Runnable onChange) {
    if (file != null) {
      Thread.ofPlatform().name("weir-file-watch").daemon().start(() -> run(onChange));
    }
  }

  private void run(Runnable onChange) {
    try {
      while (!closed.await(beat.toNanos(), TimeUnit.NANOSECONDS)) {
        byte[] now = read();
        if (now != null && !Arrays.equals(now, seen)) {
          seen = now;
          onChange.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte @Nullable [] read() {
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
