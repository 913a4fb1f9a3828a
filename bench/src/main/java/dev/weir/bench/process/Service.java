package dev.weir.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a run started; its output goes to a file in the run's folder. */
public final class Service implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path log;

  private Service(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param folder its working folder, where its log is written too
   */
  static Service start(String name, List<String> command, Path folder) {
    Path log = folder.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Service(name, process, log);
    } catch (IOException e) {
      throw new BenchFailure("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until something listens on the port, looking every millisecond. */
  public void awaitListening(int port, Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    while (!isListening(port)) {
      if (!process.isAlive()) {
        throw new BenchFailure(
            name
                + " ended with exit code "
                + process.exitValue()
                + " before listening:\n"
                + tail());
      }
      if (System.nanoTime() > end) {
        throw new BenchFailure(name + " is not listening after " + bound + ":\n" + tail());
      }
      pause(1);
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Fails if the process is gone: its figures would be another's. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchFailure(
          name + " ended with exit code " + process.exitValue() + " in mid-run:\n" + tail());
    }
  }

  /** Waits for the end of a process that ends by itself and returns what it wrote. */
  public String awaitOutput(Duration bound) {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BenchFailure(name + " has not ended after " + bound + ":\n" + tail());
      }
      if (process.exitValue() != 0) {
        throw new BenchFailure(
            name + " ended with exit code " + process.exitValue() + ":\n" + tail());
      }
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted while waiting for " + name, e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Asks the process to end, then any children it left, and ends those that do not in time. */
  @Override
  public void close() {
    // Children are looked up first: once their parent is gone they are nobody's descendants.
    List<ProcessHandle> left;
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      left = descendants.toList();
    }
    process.destroy();
    if (!haveEnded(List.of(handle()))) {
      process.destroyForcibly();
    }
    left.forEach(ProcessHandle::destroy);
    if (!haveEnded(left)) {
      left.forEach(ProcessHandle::destroyForcibly);
      haveEnded(left);
    }
  }

  private static boolean haveEnded(List<ProcessHandle> processes) {
    long end = System.nanoTime() + GRACE.toNanos();
    while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(2);
    }
    return true;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }
}
