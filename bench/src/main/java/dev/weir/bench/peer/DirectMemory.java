package dev.weir.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.bench.process.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What Weir's buffers hold outside the heap, as it tells at its admin address. */
final class DirectMemory implements AutoCloseable {
  private static final String FIELD = "direct_memory_bytes";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final HttpRequest request;

  DirectMemory(int adminPort) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/-/clusters"))
            .timeout(Duration.ofSeconds(10))
            .build();
  }

  long read() {
    try {
      JsonNode status = json.readTree(client.send(request, BodyHandlers.ofString()).body());
      if (!status.hasNonNull(FIELD)) {
        throw new BenchFailure(request.uri() + " tells no " + FIELD + ": " + status);
      }
      return status.get(FIELD).asLong();
    } catch (IOException e) {
      throw new BenchFailure("cannot read " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
