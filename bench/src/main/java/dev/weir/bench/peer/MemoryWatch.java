package dev.weir.bench.peer;

import dev.weir.bench.peer.AdminMetrics.JvmMemory;
import dev.weir.bench.process.ProcessStatistics;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a running Weir's memory several times a second and keeps the highest values. */
public final class MemoryWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final Stage stage;
  private final ProcessHandle process;
  private final AdminMetrics metrics;
  private final Thread thread;
  private volatile boolean closed;
  private Peak peak = Peak.NONE;

  /** Highest values in bytes since the last look. */
  public record Peak(long heap, long direct, long resident) {
    static final Peak NONE = new Peak(0, 0, 0);

    Peak or(long otherHeap, long otherDirect, long otherResident) {
      return new Peak(
          Math.max(heap, otherHeap),
          Math.max(direct, otherDirect),
          Math.max(resident, otherResident));
    }
  }

  public MemoryWatch(Stage stage, WeirProgram.Running weir) {
    this.stage = stage;
    this.process = weir.service().handle();
    this.metrics = new AdminMetrics(weir.admin());
    this.thread = Thread.ofPlatform().daemon().name("memory watch").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void look() {
    JvmMemory memory = metrics.read();
    long resident = ProcessStatistics.memory(process).resident();
    synchronized (this) {
      peak = peak.or(memory.heap(), memory.direct(), resident);
    }
  }

  /** The highest values since the last call. */
  public synchronized Peak takePeak() {
    Peak taken = peak;
    peak = Peak.NONE;
    return taken;
  }

  /** What is left on the heap, and outside it, once its garbage is gone. */
  public JvmMemory live() {
    stage.run(
        "jcmd",
        List.of(Tools.jdk("jcmd"), Long.toString(java().pid()), "GC.run"),
        Duration.ofSeconds(60));
    return metrics.read();
  }

  /** The JVM: the launcher becomes it, or has it as a child. */
  private ProcessHandle java() {
    return Stream.concat(Stream.of(process), process.descendants())
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElse(process);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    metrics.close();
  }
}
