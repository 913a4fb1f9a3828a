package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Weir's own metrics, as anyone may read them at its admin address. */
public final class AdminMetrics implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final HttpRequest request;

  public AdminMetrics(int port) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
  }

  /**
   * Memory of the JVM in bytes.
   *
   * @param heapLimit what {@code -Xmx} allows
   * @param direct what buffers outside the heap hold
   */
  public record JvmMemory(long heap, long heapLimit, long direct) {}

  public JvmMemory read() {
    try {
      return parse(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new BenchFailure("cannot read " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  static JvmMemory parse(String metrics) {
    return new JvmMemory(
        sum(metrics, "jvm_memory_used_bytes", "area=\"heap\""),
        sum(metrics, "jvm_memory_max_bytes", "area=\"heap\""),
        sum(metrics, "weir_direct_memory_bytes", ""));
  }

  /** Adds up a metric over its series that have the label; a limit that is not set counts as 0. */
  private static long sum(String metrics, String name, String label) {
    double[] values =
        metrics
            .lines()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .filter(line -> line.contains(label))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    if (values.length == 0) {
      throw new BenchFailure("Weir's metrics have no " + name + " " + label);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.max(0, value);
    }
    return (long) sum;
  }

  @Override
  public void close() {
    client.close();
  }
}
