package dev.weir.discovery.source;

import dev.weir.flow.membership.Spacing;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a source again and again on a thread of its own. After a failure it tries again at once,
 * then at intervals that grow.
 */
public final class SourceLoop implements Discovery {
  private static final Spacing SPACING =
      new Spacing(Duration.ofMillis(200).toNanos(), Duration.ofSeconds(5).toNanos());

  /**
   * Shortest time from one look to the next, should a source have something to say all the time.
   */
  private static final Duration LEAST = Duration.ofMillis(50);

  /** One look at a source. */
  @FunctionalInterface
  public interface Look {
    /**
     * Tells the whole list, then waits until there may be another.
     *
     * @throws IOException if the source cannot be asked, or says what cannot be read
     */
    void look(Listener listener) throws IOException, InterruptedException;
  }

  /** Counts failures in a row: a list ends the row. */
  private final class Counting implements Listener {
    @Override
    public void listed(List<Instance> instances) {
      failures = 0;
      if (!closed) {
        listener.listed(instances);
      }
    }

    @Override
    public void failed(String cause) {
      failures++;
      if (!closed) {
        listener.failed(cause);
      }
    }
  }

  private final Look look;
  private final Runnable release;
  private final Listener listener;
  private final Thread thread;
  private final SplittableRandom random = new SplittableRandom();
  private int failures;
  private volatile boolean closed;

  private SourceLoop(String name, Look look, Runnable release, Listener listener) {
    this.look = look;
    this.release = release;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /**
   * Begins to look.
   *
   * @param name of the thread
   * @param release what is to be done at the end, on the thread that closes
   */
  public static SourceLoop start(String name, Look look, Runnable release, Listener listener) {
    SourceLoop loop = new SourceLoop(name, look, release, listener);
    loop.thread.start();
    return loop;
  }

  private void run() {
    Counting counting = new Counting();
    try {
      while (!closed) {
        try {
          look.look(counting);
          TimeUnit.NANOSECONDS.sleep(LEAST.toNanos());
        } catch (IOException | RuntimeException e) {
          if (!closed) {
            counting.failed(cause(e));
            TimeUnit.NANOSECONDS.sleep(SPACING.after(failures, random));
          }
        }
      }
    } catch (InterruptedException e) {
      // Closed: there is nothing more to tell.
    }
  }

  private static String cause(Exception e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    release.run();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
