package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Requests at a steady pace, whatever becomes of those before: an open loop, each request on a
 * connection and a virtual thread of its own.
 */
public final class SteadyLoad implements AutoCloseable {
  /**
   * What became of a request.
   *
   * @param sent when, by {@link System#nanoTime}
   * @param millis how long it took
   * @param status 0 if there was no answer
   */
  public record Answer(long sent, long millis, int status, String body) {}

  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  private SteadyLoad() {}

  /** Begins. */
  public static SteadyLoad start(GatewayFixture river, String request, int perSecond) {
    SteadyLoad load = new SteadyLoad();
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var _ =
        load.pace.scheduleAtFixedRate(
            () ->
                load.threads.add(
                    Thread.ofVirtual().name("load").start(() -> load.send(river, request))),
            0,
            period,
            TimeUnit.NANOSECONDS);
    return load;
  }

  private void send(GatewayFixture river, String request) {
    long sent = System.nanoTime();
    int status = 0;
    String body = "";
    try {
      Message answer = river.exchange(request);
      status = answer.status();
      body = answer.body();
    } catch (IOException | AssertionError e) {
      // No answer: that is what is counted.
    }
    answers.add(new Answer(sent, (System.nanoTime() - sent) / 1_000_000, status, body));
  }

  /** What became of the requests that are over, in the order they ended. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Stops, and waits for what is under way. */
  public List<Answer> stop() throws InterruptedException {
    pace.shutdown();
    assertThat(pace.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    for (Thread thread : threads) {
      thread.join(20_000);
    }
    return answers();
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
