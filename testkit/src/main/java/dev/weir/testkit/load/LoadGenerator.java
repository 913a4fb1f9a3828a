package dev.weir.testkit.load;

import dev.weir.testkit.load.LoadListener.Ended;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends a workload open-loop: request <i>n</i> is due <i>n</i> / rate seconds after the start
 * whether or not earlier ones were answered, and its latency counts from then. A target that stalls
 * is therefore charged with every request that was due while it stalled (no coordinated omission).
 *
 * <p>The client underneath keeps its connections and, like most, sends a GET again by itself if a
 * kept connection turns out to be closed.
 */
public final class LoadGenerator implements AutoCloseable {
  private final LoadOptions options;
  private final Workload workload;
  private final LoadListener listener;
  private final LoadRecorder recorder = new LoadRecorder(System::nanoTime);
  private final ExecutorService answers = Executors.newFixedThreadPool(2, daemon("load-answers"));
  private final HttpClient http;
  private final Thread sender;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean stopped;

  private LoadGenerator(LoadOptions options, Workload workload, LoadListener listener) {
    this.options = options;
    this.workload = workload;
    this.listener = listener;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.deadline())
            .executor(answers)
            .build();
    sender = daemon("load-sender").newThread(this::send);
  }

  /** Starts sending at once, on threads of its own. */
  public static LoadGenerator start(LoadOptions options, Workload workload) {
    return start(options, workload, LoadListener.none());
  }

  /** Starts sending at once, on threads of its own; tells of each request that is over. */
  public static LoadGenerator start(LoadOptions options, Workload workload, LoadListener listener) {
    LoadGenerator generator = new LoadGenerator(options, workload, listener);
    generator.sender.start();
    return generator;
  }

  /** What happened since this was last called; for one caller. */
  public LoadFigures interval() {
    return recorder.interval();
  }

  /** What happened since the start. */
  public LoadFigures total() {
    return recorder.total();
  }

  /** Requests sent and not answered. */
  public int inFlight() {
    return inFlight.get();
  }

  /**
   * Sends no more and waits for what is in flight.
   *
   * @return whether all of it ended within the time
   */
  public boolean drain(Duration patience) {
    stopped = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (inFlight.get() > 0 || sender.isAlive()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /** Sends no more and drops what is in flight. */
  @Override
  public void close() {
    stopped = true;
    http.shutdownNow();
    answers.shutdownNow();
  }

  private void send() {
    SplittableRandom random = new SplittableRandom(options.seed());
    long start = System.nanoTime();
    for (long n = 0; !stopped; n++) {
      long due = start + (long) (n * 1e9 / options.rate());
      for (long wait = due - System.nanoTime(); wait > 0 && !stopped; ) {
        LockSupport.parkNanos(wait);
        wait = due - System.nanoTime();
      }
      if (!stopped) {
        dispatch(workload.next(random), targetOf(n), due);
      }
    }
  }

  private URI targetOf(long n) {
    return options.targets().get((int) (n % options.targets().size()));
  }

  private void dispatch(Call call, URI target, long due) {
    if (inFlight.incrementAndGet() > options.mostInFlight()) {
      end(new Ended(call, target, due, System.nanoTime(), "not sent, too many in flight", 0, ""));
      return;
    }
    var _ =
        http.sendAsync(request(call, target), BodyHandlers.ofByteArray())
            .whenComplete((response, error) -> end(ended(call, target, due, response, error)));
  }

  private void end(Ended ended) {
    recorder.record(ended.call().operation(), ended.due(), ended.verdict());
    listener.onEnd(ended);
    // Last, so that what was drained has been told.
    inFlight.decrementAndGet();
  }

  private HttpRequest request(Call call, URI target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(call.target())).timeout(options.deadline());
    options.headers().forEach(request::header);
    if (call.body().isEmpty()) {
      return request.method(call.method(), BodyPublishers.noBody()).build();
    }
    String type = call.operation() == Operation.BULK ? "application/x-ndjson" : "application/json";
    BodyPublisher body = BodyPublishers.ofString(call.body());
    return request.header("content-type", type).method(call.method(), body).build();
  }

  private static Ended ended(
      Call call,
      URI target,
      long due,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable error) {
    long now = System.nanoTime();
    if (response != null) {
      String verdict = Verdict.of(call.operation(), response.statusCode(), response.body());
      String answer = new String(response.body(), StandardCharsets.ISO_8859_1);
      return new Ended(call, target, due, now, verdict, response.statusCode(), answer);
    }
    Throwable cause = error instanceof CompletionException e ? e.getCause() : error;
    String verdict =
        switch (cause) {
          case ConnectException _ -> "connection refused";
          case HttpTimeoutException _ -> "no answer in time";
          case null, default -> "connection broken";
        };
    return new Ended(call, target, due, now, verdict, 0, String.valueOf(cause));
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }
}
