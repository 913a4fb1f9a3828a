package dev.weir.testkit;

import dev.weir.testkit.StartListener.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node of an {@link OpenSearchCluster}: the same name, ports and data through all its lives.
 */
public final class OpenSearchNode {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final int index;
  private final URI uri;
  private final Path home;
  private final List<String> command;
  private final StartListener listener;
  private volatile @Nullable Life life;

  OpenSearchNode(int index, URI uri, Path home, List<String> command, StartListener listener) {
    this.index = index;
    this.uri = uri;
    this.home = home;
    this.command = command;
    this.listener = listener;
  }

  /** {@code node-1} for the node at index 0. */
  public String name() {
    return nameOf(index);
  }

  public URI uri() {
    return uri;
  }

  public ProcessState state() {
    Life now = life;
    return now == null ? ProcessState.STOPPED : now.process().state();
  }

  /** Of its present or last process. */
  public long pid() {
    return process().pid();
  }

  /** Its home: data, and {@code logs/} with {@code node.log} and {@code console.log}. */
  public Path home() {
    return home;
  }

  /** The last few lines of its log that are warnings or worse, for messages about its failure. */
  List<String> warnings() {
    try (Stream<String> lines =
        Files.lines(home.resolve("logs/node.log"), StandardCharsets.ISO_8859_1)) {
      List<String> all =
          lines
              .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
              .map(line -> line.substring(0, Math.min(400, line.length())))
              .toList();
      return all.subList(Math.max(0, all.size() - 4), all.size());
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  static String nameOf(int index) {
    return "node-" + (index + 1);
  }

  void launch() throws IOException {
    Path logs = Files.createDirectories(home.resolve("logs"));
    CountDownLatch ready = new CountDownLatch(1);
    ServerProcess process =
        ServerProcess.start(
            new Launch(
                name(),
                command,
                Map.of(),
                home,
                logs.resolve("console.log"),
                line -> onLine(line, ready)));
    life = new Life(process, ready);
    listener.onStage(index, Stage.LAUNCHED);
  }

  /** Returns once it takes requests. */
  void awaitReady(Duration patience) throws IOException {
    Life now = life;
    if (now == null) {
      throw new IOException(name() + " was never launched");
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!now.ready().await(50, TimeUnit.MILLISECONDS)) {
        boolean ended = now.process().exited(Duration.ZERO);
        if (ended || System.nanoTime() > deadline) {
          String what = ended ? " ended while starting" : " is not ready after " + patience;
          throw new IOException(name() + what + ":\n" + now.process().lastWords());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name() + " started", e);
    }
    now.process().ready();
  }

  void kill() {
    Life now = life;
    if (now != null) {
      now.process().kill();
    }
  }

  void stop() throws IOException {
    Life now = life;
    if (now != null) {
      now.process().stop("stop", GRACE);
    }
  }

  void freeze() throws IOException {
    process().freeze();
  }

  void thaw() throws IOException {
    process().thaw();
  }

  private ServerProcess process() {
    Life now = life;
    if (now == null) {
      throw new IllegalStateException(name() + " was never launched");
    }
    return now.process();
  }

  private void onLine(String line, CountDownLatch ready) {
    for (Stage stage : Stage.values()) {
      if (stage.name().toLowerCase(Locale.ROOT).equals(line)) {
        listener.onStage(index, stage);
        if (stage == Stage.READY) {
          ready.countDown();
        }
      }
    }
  }

  /** One process, from launch to exit. */
  private record Life(ServerProcess process, CountDownLatch ready) {}
}
