package dev.weir.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask all the time, each on one connection, and count what is not answered well. */
final class Load implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean ended;

  private Load() {}

  static Load on(GatewayFixture river, int clients) {
    Load load = new Load();
    for (int i = 0; i < clients; i++) {
      RawClient client = river.connect();
      load.threads.add(Thread.ofVirtual().start(() -> load.ask(client)));
    }
    return load;
  }

  private void ask(RawClient client) {
    while (!ended) {
      try {
        Message answer = client.send(Wire.get("/")).readResponse();
        if (answer.status() != 200) {
          failures.add(answer.toString());
        }
        answered.incrementAndGet();
      } catch (IOException | RuntimeException | AssertionError e) {
        if (!ended) {
          failures.add(e.toString());
        }
        return;
      }
    }
  }

  long answered() {
    return answered.get();
  }

  /** Ends it, and fails if one request did. */
  void assertNothingFailed() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() {
    ended = true;
  }
}
