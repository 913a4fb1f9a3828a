package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.ProcessStatistics;
import dev.weir.bench.process.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a running Weir's memory while it works and keeps the highest values. What is alive on
 * the heap is looked at after a full collection, now and then: how far a young generation fills
 * between two collections says nothing of what a proxy holds.
 */
public final class MemoryWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;
  private static final int LOOKS_BETWEEN_COLLECTIONS = 20;

  private final ProcessHandle process;
  private final JvmHeap heap;
  private final DirectMemory direct;
  private final Thread thread;
  private volatile boolean closed;
  private Peak peak = Peak.NONE;
  private @Nullable BenchFailure failure;

  /** Highest values in bytes since the last look. */
  public record Peak(long liveHeap, long direct, long resident) {
    static final Peak NONE = new Peak(0, 0, 0);

    Peak or(Peak other) {
      return new Peak(
          Math.max(liveHeap, other.liveHeap),
          Math.max(direct, other.direct),
          Math.max(resident, other.resident));
    }
  }

  public MemoryWatch(Stage stage, WeirProgram.Running weir) {
    process = weir.service().handle();
    heap = new JvmHeap(stage, process);
    direct = new DirectMemory(weir.admin());
    thread = Thread.ofPlatform().daemon().name("memory watch").unstarted(this::watch);
    thread.start();
  }

  private void watch() {
    try {
      for (int look = 1; !closed; look++) {
        note(new Peak(0, direct.read(), ProcessStatistics.memory(process).resident()));
        if (look % LOOKS_BETWEEN_COLLECTIONS == 0) {
          live();
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (BenchFailure e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private synchronized void note(Peak seen) {
    peak = peak.or(seen);
  }

  /**
   * The highest values since the last call.
   *
   * @throws BenchFailure if nobody has looked since
   */
  public synchronized Peak takePeak() {
    if (failure != null) {
      throw failure;
    }
    Peak taken = peak;
    peak = Peak.NONE;
    return taken;
  }

  /** What is left on the heap, in bytes, once its garbage is gone. */
  public synchronized long live() {
    long live = heap.live();
    note(new Peak(live, 0, 0));
    return live;
  }

  public synchronized long heapLimit() {
    return heap.limit();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    direct.close();
  }
}
