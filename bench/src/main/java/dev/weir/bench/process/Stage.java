package dev.weir.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Everything that one run has started: processes, ports, a folder for their configuration and
 * temporary files. Closing it ends them, last started first, and so does the end of this process by
 * an interrupt.
 */
public final class Stage implements AutoCloseable {
  private final Path folder;
  private final Ports ports = new Ports(new Random());
  private final Deque<Service> services = new ArrayDeque<>();
  private final Thread onInterrupt = new Thread(this::strike, "strike the stage");
  private volatile boolean struck;

  public Stage() {
    try {
      folder = Files.createTempDirectory("weir-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /** A new folder below the stage's own. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return ports.next();
  }

  public synchronized Service start(String name, List<String> command) {
    if (struck) {
      throw new BenchFailure("interrupted");
    }
    Service service = Service.start(name, command, folder);
    services.push(service);
    return service;
  }

  /** Starts a process that ends by itself, waits for its end and returns what it wrote. */
  public String run(String name, List<String> command, Duration bound) {
    Service service = start(name, command);
    try {
      return service.awaitOutput(bound);
    } catch (BenchFailure e) {
      // Struck by an interrupt, the process has not failed by itself.
      throw struck ? new BenchFailure("interrupted", e) : e;
    } finally {
      stop(service);
    }
  }

  /** Ends one service before the others. */
  public void stop(Service service) {
    synchronized (this) {
      services.remove(service);
    }
    service.close();
  }

  private synchronized void strike() {
    if (struck) {
      return;
    }
    struck = true;
    while (!services.isEmpty()) {
      services.pop().close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    strike();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Already ending: the hook runs, or waits, and finds the stage struck.
    }
  }
}
