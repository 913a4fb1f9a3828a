package dev.weir.bench.flood;

import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.Workload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/** Clients of which each sends when it has its last answer. Blocks. */
final class ClosedLoop {
  private ClosedLoop() {}

  /**
   * Lets them ask.
   *
   * @param targets each client has one of them, in their turn
   * @return good answers a second
   */
  static double run(List<URI> targets, Workload workload, int clients, Duration length) {
    LongAdder good = new LongAdder();
    long end = System.nanoTime() + length.toNanos();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Thread> threads = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        URI target = targets.get(client % targets.size());
        SplittableRandom random = new SplittableRandom(client);
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .name("closed-loop-" + client)
                .start(
                    () -> {
                      while (System.nanoTime() - end < 0) {
                        if (ask(http, target, workload.next(random))) {
                          good.increment();
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return good.sum() * 1e9 / length.toNanos();
  }

  private static boolean ask(HttpClient http, URI target, Call call) {
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(call.target()))
            .timeout(FloodPlan.DEADLINE)
            .header("content-type", "application/json")
            .method(call.method(), BodyPublishers.ofString(call.body()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains("\"failed\":0");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
