package dev.weir.app.rewrites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.trim.AnswerTrim;
import dev.weir.search.trim.FieldPaths;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers trimmed here hold what the engine's own {@code filter_path} makes of them. */
class TrimIT {
  private static final String[] TARGETS = {
    "/trim/_search?size=50",
    "/trim/_search?size=3&sort=n&track_total_hits=false",
    "/trim/_search?q=nothing:here",
    "/trim/_doc/1",
    "/trim/_count",
    "/trim/_mget",
    "/trim/_mapping"
  };

  private static final String[] NAMES = {
    "hits", "hits.hits", "hits.hits._source", "_source", "total", "value", "_*", "*", "**", "a",
        "b",
    "c.d", "c\\.d", "deep", "list", "n", "*a*", "max_score", "_shards", "trim", "mappings", "docs"
  };

  @BeforeAll
  static void fill() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines
          .append("{\"index\":{\"_id\":\"")
          .append(i)
          .append("\"}}\n")
          .append("{\"n\":")
          .append(i)
          .append(",\"a\":{\"b\":[1,{\"a\":\"x\\\"y\"},[]],\"total\":1.50,\"empty\":{}}")
          .append(",\"c.d\":null,\"deep\":{\"deep\":{\"deep\":{\"a\":")
          .append(i)
          .append("}}}")
          .append(",\"list\":[{\"a\":1,\"b\":2},{\"b\":3},{}],\"wehr größer\":\"水\"}\n");
    }
    Node.ask(
        "PUT",
        "/trim",
        "{\"mappings\":{\"dynamic\":false,\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
    Node.ask("POST", "/trim/_bulk?refresh=true", lines.toString());
  }

  @Test
  void shouldKeepWhatTheEngineKeeps() {
    Random random = new Random(3);
    for (int i = 0; i < 600; i++) {
      String target = TARGETS[random.nextInt(TARGETS.length)];
      List<String> include = paths(random, random.nextInt(4));
      List<String> exclude = paths(random, include.isEmpty() ? 1 : random.nextInt(3));
      String body = target.contains("_mget") ? "{\"ids\":[\"1\",\"2\"]}" : "";
      String whole = Node.ask("GET", target, body);
      String filter =
          Stream.concat(include.stream(), exclude.stream().map(path -> "-" + path))
              .map(path -> URLEncoder.encode(path, UTF_8))
              .collect(Collectors.joining(","));
      String engine =
          Node.ask(
              "GET", target + (target.contains("?") ? "&" : "?") + "filter_path=" + filter, body);
      assertThat(Tree.of(trimmed(whole, include, exclude, random)))
          .as(target + " " + include + " without " + exclude)
          .isEqualTo(Tree.of(engine));
    }
  }

  private static List<String> paths(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            path ->
                IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(name -> NAMES[random.nextInt(NAMES.length)])
                    .collect(Collectors.joining(".")))
        .toList();
  }

  private static String trimmed(
      String answer, List<String> include, List<String> exclude, Random random) {
    AnswerTrim trim = new AnswerTrim(FieldPaths.of(include), FieldPaths.of(exclude));
    byte[] bytes = answer.getBytes(UTF_8);
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(bytes.length - at, 1 + random.nextInt(300));
      ByteBuffer kept = trim.take(ByteBuffer.wrap(bytes, at, size));
      out.write(kept.array(), kept.arrayOffset() + kept.position(), kept.remaining());
      at += size;
    }
    return out.toString(UTF_8);
  }
}
