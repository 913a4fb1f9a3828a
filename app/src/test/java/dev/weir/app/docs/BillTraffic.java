package dev.weir.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What clients of an index of bills go on asking, whatever they are answered: a shop that asks for
 * little, a report of which one alone costs more than all of that, and an export by pages.
 */
final class BillTraffic implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final String LATEST =
      "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"user_id\":\"u%d\"}}]}},"
          + "\"sort\":[{\"created_at\":\"desc\"}],\"size\":5}";
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final AtomicLong rounds = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  private BillTraffic(URI target) {
    this.target = target;
    this.thread = Thread.ofPlatform().name("bill-traffic").daemon().unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param target the search of an index
   */
  static BillTraffic start(URI target) {
    BillTraffic traffic = new BillTraffic(target);
    traffic.thread.start();
    return traffic;
  }

  /** How often all of it has been asked. */
  long rounds() {
    return rounds.get();
  }

  private void run() {
    for (int i = 0; !closed; i++) {
      try {
        ask("checkout", LATEST.formatted(i));
        ask("checkout", LATEST.formatted(i + 1));
        ask(
            "checkout",
            "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"status\":\"open\"}},{\"term\":{\"amount\":%d.5}}]}}}"
                .formatted(i));
        ask(
            "reports",
            "{\"size\":0,\"query\":{\"range\":{\"amount\":{\"gt\":%d}}},\"aggs\":{\"user\":{\"terms\":{\"field\":\"user_id\",\"size\":10000},\"aggs\":{\"merchant\":{\"terms\":{\"field\":\"merchant_id\",\"size\":100}}}}}}"
                .formatted(i));
        ask("export", "{\"from\":%d,\"size\":100}".formatted(20_000 + i));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        return;
      }
      rounds.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void ask(String team, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .header("X-Team", team)
            .POST(BodyPublishers.ofString(body))
            .build();
    client.send(request, BodyHandlers.discarding());
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
