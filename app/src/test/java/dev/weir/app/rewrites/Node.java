package dev.weir.app.rewrites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The real node, asked directly. */
final class Node {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Node() {}

  static URI uri() {
    return OpenSearchCluster.single().uris().getFirst();
  }

  /** The answer, which must be a good one. */
  static String ask(String method, String target, String body) {
    HttpResponse<String> response = send(uri(), method, target, body);
    assertThat(response.statusCode()).as(target + " " + response.body()).isBetween(200, 299);
    return response.body();
  }

  static HttpResponse<String> send(URI at, String method, String target, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at + target));
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", body.endsWith("\n") ? "application/x-ndjson" : "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
