package dev.weir.search.trim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTrimTest {
  private static final String ANSWER =
      "{\"took\":3,\"_shards\":{\"total\":1,\"failed\":0},\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"1\",\"_source\":{\"a\":[1,{\"b\":\"x\\\"}\"}],\"c.d\":null,\"e\":{}}},{\"_id\":\"2\",\"_source\":{\"a\":[],\"ü\":1.50}}]}}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "took | | {\"took\":3}",
        "nothing | | {}",
        "hits.hits._id | | {\"hits\":{\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\"}]}}",
        "hits.hits._source.a | |"
            + " {\"hits\":{\"hits\":[{\"_source\":{\"a\":[1,{\"b\":\"x\\\"}\"}]}},{\"_source\":{\"a\":[]}}]}}",
        "hits.hits._source.a.b | |"
            + " {\"hits\":{\"hits\":[{\"_source\":{\"a\":[{\"b\":\"x\\\"}\"}]}}]}}",
        "**.value | | {\"hits\":{\"total\":{\"value\":2}}}",
        "_*.*ai* | | {\"_shards\":{\"failed\":0}}",
        "hits.*.*.c\\.d | | {\"hits\":{\"hits\":[{\"_source\":{\"c.d\":null}}]}}",
        "hits.*.ü | | {}",
        "hits.hits.*.ü,took.x | | {\"hits\":{\"hits\":[{\"_source\":{\"ü\":1.50}}]}}",
        "hits | hits.hits,hits.total.value.x | {\"hits\":{\"total\":{\"value\":2}}}",
        "` ` | hits,took | {\"_shards\":{\"total\":1,\"failed\":0}}",
        "` ` | took,**._source.a,hits.hits._source.e.f,_shards.* |"
            + " {\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"1\",\"_source\":{\"c.d\":null}},{\"_id\":\"2\",\"_source\":{\"ü\":1.50}}]}}",
      })
  void shouldKeepWhatPathsLeadTo(String include, @Nullable String exclude, String kept) {
    assertThat(trimmed(ANSWER, include, exclude)).isEqualTo(kept + "\n");
  }

  @Test
  void shouldKeepEverythingWithoutPaths() {
    assertThat(trimmed(ANSWER, " ", " ")).isEqualTo(ANSWER);
    assertThat(trimmed(ANSWER, "**", " ")).isEqualTo(ANSWER);
  }

  @Test
  void shouldReadNamesAsTheyAreMeant() {
    assertThat(trimmed("{\"\\u0061\\\"\":1,\"b\":2}", "a\"", " ")).isEqualTo("{\"\\u0061\\\"\":1}");
  }

  @Test
  void shouldDropTheBlanksAroundWhatItKeeps() {
    assertThat(trimmed("{ \"a\" : { \"b\" : [ 1 , { \"c\" : 2 } ] , \"d\" : 3 } }", "a.b", " "))
        .isEqualTo("{\"a\":{\"b\":[ 1 , { \"c\" : 2 } ]}}");
  }

  @Test
  void shouldPassOnWhatIsNoObjectAndNoJson() {
    for (String answer : List.of("[1,{\"a\":2}]", "no", "", " \n", "green open bills 1 1\n")) {
      assertThat(trimmed(answer, "a", " ")).isEqualTo(answer);
    }
    assertThat(trimmed("{\"b\":1,\"a\" 7", "a", " ")).isEqualTo("{7");
  }

  @Test
  void shouldGiveTheSameHoweverTheAnswerIsCut() {
    Random random = new Random(5);
    String[] parts = {"a", "b", "*", "**", "c*", "hits", "_source"};
    for (int i = 0; i < 3_000; i++) {
      String answer = i % 3 == 0 ? ANSWER : "{" + members(random, 0) + "}";
      String include = paths(random, parts);
      String exclude = random.nextBoolean() ? " " : paths(random, parts);
      String whole = trimmed(answer, include, exclude);
      assertThat(pieces(answer, include, exclude, random)).isEqualTo(whole);
      assertThat(trimmed(whole, include, exclude)).isEqualTo(whole);
    }
  }

  @Test
  void shouldHoldNothingOfALargeAnswer() {
    AnswerTrim trim = new AnswerTrim(FieldPaths.of(List.of("a.z")), FieldPaths.of(List.of()));
    trim.take(ByteBuffer.wrap("{\"a\":{\"x\":[".getBytes(UTF_8)));
    ByteBuffer piece = ByteBuffer.wrap("{\"y\":\"0123456789\"},".repeat(1_000).getBytes(UTF_8));
    for (int i = 0; i < 100; i++) {
      assertThat(trim.take(piece.duplicate()).remaining()).isZero();
    }
    assertThat(text(trim.take(ByteBuffer.wrap("1],\"z\":2}}".getBytes(UTF_8)))))
        .isEqualTo("\"a\":{\"z\":2}}");
  }

  @Test
  void shouldEndWhateverTheDepth() {
    String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThat(trimmed(deep, "**.b", " ")).isEqualTo("{}");
    assertThat(trimmed(deep, "a", " ")).isEqualTo(deep);
  }

  @Test
  void shouldRefusePathsThatMeanNothing() {
    assertThatThrownBy(() -> FieldPaths.of(List.of("a..b"))).hasMessageContaining("a..b");
    assertThatThrownBy(() -> FieldPaths.of(List.of(""))).hasMessageContaining("empty");
    assertThatThrownBy(() -> FieldPaths.of(List.of("a.".repeat(62) + "a")))
        .hasMessageContaining("62");
  }

  private static String paths(Random random, String[] parts) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(
            path ->
                IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(part -> parts[random.nextInt(parts.length)])
                    .collect(Collectors.joining(".")))
        .collect(Collectors.joining(","));
  }

  private static String members(Random random, int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> "\"" + "abc".charAt(i) + "\":" + value(random, depth))
        .collect(Collectors.joining(random.nextBoolean() ? "," : " ,\n"));
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 7)) {
      case 0 -> "-1.5e3";
      case 1 -> "\"t\\\\\\\"{]\"";
      case 2 -> "null";
      case 3 -> "{}";
      case 4 ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> value(random, depth + 1))
              .collect(Collectors.joining(",", "[", "]"));
      default -> "{" + members(random, depth + 1) + "}";
    };
  }

  private static String trimmed(String answer, String include, @Nullable String exclude) {
    return text(trim(include, exclude).take(ByteBuffer.wrap(answer.getBytes(UTF_8))));
  }

  private static String pieces(String answer, String include, String exclude, Random random) {
    AnswerTrim trim = trim(include, exclude);
    byte[] bytes = answer.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(bytes.length - at, 1 + random.nextInt(9));
      ByteBuffer piece =
          random.nextBoolean()
              ? ByteBuffer.wrap(bytes, at, size)
              : ByteBuffer.allocateDirect(size).put(bytes, at, size).flip();
      ByteBuffer kept = trim.take(piece);
      out.write(kept.array(), kept.arrayOffset() + kept.position(), kept.remaining());
      at += size;
    }
    return out.toString(UTF_8);
  }

  private static AnswerTrim trim(String include, @Nullable String exclude) {
    return new AnswerTrim(paths(include), paths(exclude));
  }

  private static FieldPaths paths(@Nullable String text) {
    return FieldPaths.of(
        text == null || text.isBlank() ? List.of() : List.of(text.strip().split(",", -1)));
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new String(bytes, UTF_8);
  }
}
