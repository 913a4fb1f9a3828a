package dev.weir.testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A forked server and what can be done to it. Holds the pipe to its standard input open, so that a
 * child that reads it sees when this process is gone. Safe for use by several threads.
 */
public final class ServerProcess implements AutoCloseable {
  /**
   * Signals of a terminal are for this process, which ends its children itself. A session of its
   * own, where that can be had, lets Linux share the processor out among servers as if each had a
   * machine, instead of among all their threads.
   */
  private static final String SHIELD =
      """
      trap '' INT HUP
      command -v setsid >/dev/null && exec setsid "$0" "$@"
      exec "$0" "$@"
      """;

  private static final Duration SIGNAL = Duration.ofSeconds(5);

  /**
   * Forks every child. Linux ties a child's "parent died" signal to the thread that forked it, so
   * that thread must last as long as this process.
   */
  private static final ExecutorService FORKS =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("weir-testkit-forks").factory());

  private final Launch launch;
  private final Process process;
  private ProcessState state = ProcessState.STARTING;

  private ServerProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /**
   * Launches; returns as soon as the process exists.
   *
   * @throws IOException if the program cannot be run
   */
  public static ServerProcess start(Launch launch) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(shielded(launch.command()))
            .directory(launch.directory().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(launch.console().toFile()));
    builder.environment().putAll(launch.environment());
    ServerProcess server = new ServerProcess(launch, fork(builder));
    Thread.ofVirtual().name(launch.name() + "-output").start(server::readOutput);
    return server;
  }

  public long pid() {
    return process.pid();
  }

  /** How the process is now. */
  public synchronized ProcessState state() {
    if (!process.isAlive() && state != ProcessState.KILLED) {
      state = ProcessState.STOPPED;
    }
    return state;
  }

  /** Says that the server is ready; ignored unless it is starting. */
  public synchronized void ready() {
    if (state() == ProcessState.STARTING) {
      state = ProcessState.UP;
    }
  }

  /** Ends it at once ({@code SIGKILL}) and waits until it is gone. Harmless if it is. */
  public void kill() {
    synchronized (this) {
      if (process.isAlive()) {
        state = ProcessState.KILLED;
        process.destroyForcibly();
      }
    }
    exited(SIGNAL);
  }

  /** Stops it where it stands ({@code SIGSTOP}); its sockets stay open. Only if it is up. */
  public synchronized void freeze() throws IOException {
    if (state() == ProcessState.UP) {
      signal("STOP");
      state = ProcessState.FROZEN;
    }
  }

  /** Lets it go on ({@code SIGCONT}). Only if it is frozen. */
  public synchronized void thaw() throws IOException {
    if (state() == ProcessState.FROZEN) {
      signal("CONT");
      state = ProcessState.UP;
    }
  }

  /**
   * Asks it to end: the given line on standard input, thawed first if need be; kills it when it has
   * not ended in time.
   *
   * @return whether it ended by itself
   */
  public boolean stop(String order, Duration patience) throws IOException {
    thaw();
    try {
      BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(order + "\n");
      input.flush();
    } catch (IOException e) {
      // Nobody reads any more: it is ending, or will be killed below.
    }
    if (exited(patience)) {
      return true;
    }
    kill();
    return false;
  }

  /** Waits for the end; whether it came within the time. */
  public boolean exited(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last lines of what it wrote to standard error, for messages about its failure. */
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(launch.console(), StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** As {@link #kill}. */
  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return launch.name() + " (pid " + pid() + ", " + state() + ")";
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(launch.output());
    } catch (IOException | java.io.UncheckedIOException e) {
      // The process ended while it was being read; whoever waits for it sees that.
    }
  }

  /** By the shell, whose {@code kill} is built in: the program of that name may be missing. */
  private void signal(String name) throws IOException {
    Process kill = fork(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()));
    try {
      if (!kill.waitFor(SIGNAL.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        throw new IOException("SIG" + name + " did not reach " + launch.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending SIG" + name, e);
    }
  }

  /**
   * The command, deaf to what a terminal sends to all of its processes: on Ctrl-C it is for this
   * process to say when its servers end.
   */
  private static List<String> shielded(List<String> command) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SHIELD));
    words.addAll(command);
    return words;
  }

  private static Process fork(ProcessBuilder builder) throws IOException {
    try {
      return FORKS.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("cannot run " + builder.command().getFirst(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
