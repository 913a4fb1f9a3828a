package dev.weir.testkit.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Creates an index of bills and fills it. Blocks; one thread at a time. */
public final class BillIndex implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int BULK = 1_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI target;
  private final String name;

  /**
   * An index behind an address, which need not exist yet.
   *
   * @param target {@code http://host:port} of a node or a gateway
   */
  public BillIndex(URI target, String name) {
    this.target = target;
    this.name = name;
  }

  /** Hears how many bills are in. */
  @FunctionalInterface
  public interface Progress {
    /** So many of so many bills are in. */
    void loaded(int bills, int total);
  }

  /**
   * Creates it; a lost node's shards are given to others after a second.
   *
   * @throws IOException if the cluster refuses, with its words
   */
  public void create(int shards, int replicas) throws IOException {
    create(definition(shards, replicas));
  }

  /** Creates it by a definition of one's own. */
  public void create(String definition) throws IOException {
    send("PUT", "/" + name, definition, "\"acknowledged\":true");
  }

  /** Loads the whole population, then refreshes. Loading again overwrites. */
  public void load(Bills bills, Progress progress) throws IOException {
    int total = bills.population();
    for (int from = 0; from < total; from += BULK) {
      int to = Math.min(total, from + BULK);
      StringBuilder body = new StringBuilder(BULK * 400);
      for (int n = from; n < to; n++) {
        appendIndex(body, bills.bill(n));
      }
      send("POST", "/" + name + "/_bulk", body.toString(), "\"errors\":false");
      progress.loaded(to, total);
    }
    send("POST", "/" + name + "/_refresh", "", "\"failed\":0");
  }

  @Override
  public void close() {
    http.close();
  }

  /** Appends a bulk's two lines that index a bill under its id. */
  static void appendIndex(StringBuilder bulk, Bill bill) {
    bulk.append("{\"index\":{\"_id\":\"").append(bill.id()).append("\"}}\n");
    bill.appendJson(bulk);
    bulk.append('\n');
  }

  /** The body that creates an index of bills. */
  public static String definition(int shards, int replicas) throws IOException {
    try (InputStream in = BillIndex.class.getResourceAsStream("bills.json")) {
      if (in == null) {
        throw new IOException("bills.json is missing from the testkit");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).formatted(shards, replicas);
    }
  }

  private void send(String method, String path, String body, String expected) throws IOException {
    String type = path.endsWith("_bulk") ? "application/x-ndjson" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(path))
            .timeout(DEADLINE)
            .header("content-type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      String answer = response.body();
      if (response.statusCode() / 100 != 2 || !answer.contains(expected)) {
        String start = answer.substring(0, Math.min(500, answer.length()));
        throw new IOException(method + " " + path + ": " + response.statusCode() + " " + start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
