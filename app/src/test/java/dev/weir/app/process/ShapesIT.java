package dev.weir.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Shapes of searches of a real node: ranked, blocked, limited, by the commands a user has. */
class ShapesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String CHEAP = "{\"query\":{\"term\":{\"user\":\"user-%d\"}},\"size\":1}";
  private static final String DEAR =
      "{\"size\":0,\"query\":{\"script\":{\"script\":{\"source\":\"int n = 0; for (int i = 0; i <"
          + " 20000; i++) { n += i %% 7 } return n > %d\"}}}}";

  private final Path folder;

  ShapesIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private WeirProcess start(URI node, String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        home.resolve("weir.yaml"),
        """
        clusters: [{name: main, nodes: ["%s"]}]
        state: "%s"
        queries:
          rules: [{rule: script, mode: observe}]
          slow-log: {over: 1ms, file: "%s"}
        """
            .formatted(node, folder.resolve("state"), folder.resolve("slow.log")));
    return WeirProcess.run(home, "--config", "weir.yaml");
  }

  private static HttpResponse<String> search(WeirProcess weir, String body) throws Exception {
    return weir.send(weir.listener(), "POST", "/bills/_search", body);
  }

  private static Map<?, ?> read(String json) {
    return map(new Load(LoadSettings.builder().build()).loadFromString(json));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(Map<?, ?> from, String key) {
    return (List<?>) Objects.requireNonNull(from.get(key));
  }

  private static double number(Map<?, ?> from, String key) {
    return ((Number) Objects.requireNonNull(from.get(key))).doubleValue();
  }

  private static Map<?, ?> page(WeirProcess weir) throws Exception {
    return read(weir.get(weir.admin(), "/-/shapes").body());
  }

  private static Map<?, ?> first(WeirProcess weir) throws Exception {
    return map(list(page(weir), "shapes").getFirst());
  }

  /** Runs a command as a user would, and gives what it said. */
  private String command(WeirProcess of, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--admin");
    all.add(of.admin().toString());
    Path home = Files.createTempDirectory(folder, "command");
    try (WeirProcess command = WeirProcess.start(home, all.toArray(String[]::new))) {
      assertThat(command.exitCode()).as(command.output()).isZero();
      return command.output();
    }
  }

  private static void fill(URI node, WeirProcess weir) throws Exception {
    assertThat(
            weir.send(
                    node,
                    "PUT",
                    "/bills",
                    "{\"settings\":{\"number_of_shards\":3,\"number_of_replicas\":0},"
                        + "\"mappings\":{\"properties\":{\"user\":{\"type\":\"keyword\"}}}}")
                .statusCode())
        .isEqualTo(200);
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      bulk.append("{\"index\":{}}\n{\"user\":\"user-").append(i % 100).append("\"}\n");
    }
    assertThat(weir.send(node, "POST", "/bills/_bulk?refresh=true", bulk.toString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldRankBlockLimitAndRememberShapes() throws Exception {
    try (OpenSearchCluster cluster = OpenSearchCluster.start(1)) {
      URI node = cluster.uris().getFirst();
      String dear;
      try (WeirProcess weir = start(node, "first")) {
        fill(node, weir);
        dear = rank(weir);
        shouldShowIt(weir, dear);
        shouldBlockAtOnce(weir, dear);
      }
      try (WeirProcess weir = start(node, "second")) {
        HttpResponse<String> refused = search(weir, DEAR.formatted(77));
        assertThat(refused.statusCode()).as("blocked after a restart").isEqualTo(429);
        assertThat(search(weir, CHEAP.formatted(1)).statusCode()).isEqualTo(200);

        assertThat(command(weir, "unblock", dear)).contains("shape " + dear + ": free");
        assertThat(search(weir, DEAR.formatted(78)).statusCode()).isEqualTo(200);
        shouldLimit(weir, dear);
      }
      assertThat(Files.readString(folder.resolve("slow.log")))
          .contains("\"shape\":\"" + dear + "\"", "\"indices\":\"bills\"", "\"took_ms\":")
          .contains("\"rules\":[\"script\"]", "\"tenant\":\"unknown\"", "\"cost\":");
    }
  }

  /** Asks much that is cheap and little that is dear; gives the id of what is dear. */
  private static String rank(WeirProcess weir) throws Exception {
    for (int i = 0; i < 200; i++) {
      assertThat(search(weir, CHEAP.formatted(i % 100)).statusCode()).isEqualTo(200);
      if (i % 10 == 0) {
        assertThat(search(weir, DEAR.formatted(i)).statusCode()).isEqualTo(200);
      }
    }
    await().atMost(PATIENCE).until(() -> number(page(weir), "searches") == 220);
    List<?> shapes = list(page(weir), "shapes");
    assertThat(shapes).hasSize(2);
    Map<?, ?> first = map(shapes.getFirst());
    Map<?, ?> second = map(shapes.getLast());
    assertThat(number(first, "count")).as("%s", shapes).isEqualTo(20);
    assertThat(number(second, "count")).isEqualTo(200);
    assertThat(number(first, "share")).isGreaterThan(number(second, "share"));
    assertThat(number(first, "shards")).isEqualTo(3);
    assertThat(number(first, "took_ms")).isGreaterThan(number(second, "took_ms"));
    assertThat(number(second, "hits")).isEqualTo(30);
    assertThat(number(map(second.get("indices")), "bills")).isEqualTo(200);
    return String.valueOf(first.get("id"));
  }

  private void shouldShowIt(WeirProcess weir, String dear) throws Exception {
    assertThat(command(weir, "shapes")).contains(dear, "bills");
    assertThat(list(read(command(weir, "shapes", "--json")), "shapes")).hasSize(2);
    assertThat(command(weir, "shape", dear.substring(0, 8)))
        .contains("shape " + dear, "{\"size\":\"?\",\"query\":{\"script\":{\"script\":", "20 times")
        .contains("script  ", "instead   ");
  }

  private void shouldBlockAtOnce(WeirProcess weir, String dear) throws Exception {
    assertThat(command(weir, "block", dear, "--for", "10m", "--why", "it eats the cluster"))
        .contains("shape " + dear + ": blocked for 10m, until ")
        .doesNotContain("ends with this process");

    HttpResponse<String> refused = search(weir, DEAR.formatted(5));
    assertThat(refused.statusCode()).isEqualTo(429);
    Map<?, ?> error = map(read(refused.body()).get("error"));
    assertThat(error.get("type")).isEqualTo("shape_blocked_exception");
    assertThat(String.valueOf(error.get("reason"))).contains(dear, "it eats the cluster");
    int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(500, 600);
    assertThat(search(weir, CHEAP.formatted(5)).statusCode()).isEqualTo(200);
    HttpResponse<String> among =
        weir.send(
            weir.listener(),
            "POST",
            "/bills/_msearch",
            "{}\n" + CHEAP.formatted(1) + "\n{}\n" + DEAR.formatted(5) + "\n");
    assertThat(among.statusCode()).as("one of many").isEqualTo(429);
    await().atMost(PATIENCE).until(() -> number(first(weir), "refused") == 2);

    long began = System.nanoTime();
    assertThat(weir.send(weir.admin(), "DELETE", "/-/shapes/" + dear, "").statusCode())
        .isEqualTo(200);
    assertThat(search(weir, DEAR.formatted(6)).statusCode()).isEqualTo(200);
    assertThat(
            weir.send(weir.admin(), "POST", "/-/shapes/" + dear + "/block?for=1h", "").statusCode())
        .isEqualTo(200);
    assertThat(search(weir, DEAR.formatted(7)).statusCode()).isEqualTo(429);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
  }

  private void shouldLimit(WeirProcess weir, String dear) throws Exception {
    assertThat(command(weir, "limit", dear, "1/s", "--for", "1h"))
        .contains("shape " + dear + ": 1/s for 1h");
    int passed = 0;
    int refused = 0;
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (System.nanoTime() - end < 0) {
      HttpResponse<String> answer = search(weir, DEAR.formatted(9));
      passed += answer.statusCode() == 200 ? 1 : 0;
      refused += answer.statusCode() == 429 ? 1 : 0;
    }
    assertThat(passed).isBetween(3, 5);
    assertThat(refused).isGreaterThan(5);
    await().atMost(PATIENCE).until(() -> search(weir, DEAR.formatted(9)).statusCode() == 200);
  }
}
