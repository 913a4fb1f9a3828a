package dev.weir.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis on loopback that keeps nothing on disk: the same port through all its lives, each of
 * which begins empty. Needs {@code org.signal:embedded-redis} on the class path. For one thread.
 */
public final class RedisProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final Ports ports;
  private ServerProcess life;

  private RedisProcess(Path folder, Ports ports, ServerProcess life) {
    this.folder = folder;
    this.ports = ports;
    this.life = life;
  }

  /** Starts one, and waits until it listens; its output goes to a file in that folder. */
  public static RedisProcess start(Path folder) throws IOException {
    Ports ports = Ports.take(1);
    try {
      return new RedisProcess(folder, ports, launch(folder, ports.get(0)));
    } catch (IOException e) {
      ports.close();
      throw e;
    }
  }

  private static ServerProcess launch(Path folder, int port) throws IOException {
    CountDownLatch ready = new CountDownLatch(1);
    List<String> command =
        List.of(
            RedisExecProvider.defaultProvider().get().getAbsolutePath(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no");
    ServerProcess process =
        ServerProcess.start(
            new Launch(
                "redis",
                command,
                Map.of(),
                folder,
                folder.resolve("redis.log"),
                line -> {
                  if (line.contains("Ready to accept connections")) {
                    ready.countDown();
                  }
                }));
    try {
      if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.kill();
        throw new IOException("redis does not listen on port " + port + process.lastWords());
      }
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    process.ready();
    return process;
  }

  public int port() {
    return ports.get(0);
  }

  /** Stops it where it stands; its connections stay open. */
  public void freeze() throws IOException {
    life.freeze();
  }

  /** Lets it go on. */
  public void thaw() throws IOException {
    life.thaw();
  }

  /** Ends it at once. */
  public void kill() {
    life.kill();
  }

  /** Starts it again after it was killed, empty. */
  public void restart() throws IOException {
    life.kill();
    life = launch(folder, port());
  }

  @Override
  public void close() throws IOException {
    life.kill();
    ports.close();
  }
}
