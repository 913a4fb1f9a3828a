package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The same search in another format is the same search. */
class FormatsTest {
  private static final JsonFactory JSON = new JsonFactory();

  @ParameterizedTest
  @EnumSource(value = BodyFormat.class, mode = Mode.EXCLUDE, names = "JSON")
  void shouldFindTheSameInEveryFormat(BodyFormat format) throws IOException {
    QueryProfiler profiler = new QueryProfiler();
    for (long seed = 0; seed < 500; seed++) {
      byte[] json = new RandomQuery(seed, seed).body();
      SearchProfile expected = Profiles.of(json);
      SearchProfile found = read(profiler, format, encode(json, format), new Random(seed));
      assertThat(found.isWhole()).isTrue();
      assertThat(found.hasBody()).isTrue();
      assertThat(found.fingerprint()).as(new String(json, UTF_8)).isEqualTo(expected.fingerprint());
      assertThat(found.clauseCount()).isEqualTo(expected.clauseCount());
      assertThat(found.values()).isEqualTo(expected.values());
      assertThat(found.size()).isEqualTo(expected.size());
    }
  }

  @ParameterizedTest
  @EnumSource(BodyFormat.class)
  void shouldStandWhateverIsDamaged(BodyFormat format) throws IOException {
    QueryProfiler profiler = new QueryProfiler();
    Random random = new Random(20_261_121);
    for (long seed = 0; seed < 2_000; seed++) {
      byte[] bytes = encode(new RandomQuery(seed, seed).body(), format);
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(read(profiler, format, bytes, random)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(BodyFormat.class)
  void shouldSayThatSomethingIsMissing(BodyFormat format) throws IOException {
    byte[] bytes = encode("{\"query\":{\"term\":{\"a\":\"b\"}}}".getBytes(UTF_8), format);
    QueryProfiler profiler = new QueryProfiler();
    // Of YAML, a whole line less is a whole body again.
    byte[] cut =
        format == BodyFormat.YAML
            ? "{\"query\": {\"term\": {".getBytes(UTF_8)
            : Arrays.copyOf(bytes, bytes.length - 2);
    assertThat(read(profiler, format, cut, new Random(1)).isWhole()).isFalse();
    SearchProfile nothing = read(profiler, format, new byte[0], new Random(1));
    assertThat(nothing.isWhole()).isTrue();
    assertThat(nothing.hasBody()).isFalse();
    assertThat(read(profiler, format, bytes, new Random(1)).clauseCount()).isEqualTo(1);
  }

  @Test
  void shouldReadWhatYamlAlone() {
    String yaml =
        """
        # A comment.
        size: 10000
        query:
          bool: {must: [{wildcard: {name: '*son'}}]}
        """;
    SearchProfile profile = yaml(yaml);
    assertThat(profile.size()).isEqualTo(10_000);
    assertThat(profile.clauses()).anyMatch(Clause::hasLeadingWildcard);
    assertThat(yaml("# nothing").hasBody()).isFalse();
    assertThat(yaml("size: 1\n---\nsize: 10000\n").oddities().has(Oddity.TRAILING)).isTrue();
    assertThat(yaml("size: 1\nsize: 20\n").oddities().has(Oddity.DUPLICATE_NAME)).isTrue();
    assertThat(yaml("size: 1\nsize: 20\n").size()).isEqualTo(20);
    assertThat(yaml("- a").oddities().has(Oddity.FOREIGN)).isTrue();
    assertThat(yaml("{\"size\": 7}").size()).isEqualTo(7);
  }

  @Test
  void shouldSayThatAnotherFormatIsForeign() throws IOException {
    byte[] cbor = encode("{\"size\":1}".getBytes(UTF_8), BodyFormat.CBOR);
    assertThat(read(new QueryProfiler(), BodyFormat.JSON, cbor, new Random(1)).isWhole()).isFalse();
    assertThat(read(new QueryProfiler(), BodyFormat.SMILE, cbor, new Random(1)).isWhole())
        .isFalse();
  }

  /** Small bodies whose parts stand for each other, deep ones, and large ones. */
  @Test
  @Timeout(20)
  void shouldEndSoonWhateverTheBody() {
    QueryProfiler profiler = new QueryProfiler();
    byte[] deep = new byte[BodyReader.MOST_OF_BINARY];
    Arrays.fill(deep, (byte) 0x81);
    deep[0] = (byte) 0xbf;
    deep[1] = 0x61;
    deep[2] = 'a';
    assertThat(read(profiler, BodyFormat.CBOR, deep).oddities().toSet())
        .containsExactly(Oddity.TOO_DEEP);
    assertThat(read(profiler, BodyFormat.CBOR, references()).oddities().toSet())
        .containsExactly(Oddity.TOO_LARGE);
    for (String part :
        List.of("[", "{", "- ", "? ", "a: ", "'", "&a ", "*a ", "!a ", "\t", "a\n")) {
      byte[] yaml =
          ("x: " + part.repeat(BodyReader.MOST_OF_YAML / part.length() - 3)).getBytes(UTF_8);
      long start = System.nanoTime();
      assertThat(read(profiler, BodyFormat.YAML, yaml).isWhole()).as(part).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(part)
          .isLessThan(Duration.ofSeconds(2));
    }
    byte[] large = "a: b\n".repeat(BodyReader.MOST_OF_YAML).getBytes(UTF_8);
    assertThat(read(profiler, BodyFormat.YAML, large).oddities().has(Oddity.TOO_LARGE)).isTrue();
  }

  /** A text of a thousand bytes, and hundreds of thousands of references of three bytes to it. */
  private static byte[] references() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] head = {
      (byte) 0xd9, 0x01, 0x00, (byte) 0xbf, 0x61, 'a', (byte) 0x9f, 0x79, 0x03, (byte) 0xe8
    };
    bytes.writeBytes(head);
    bytes.writeBytes("x".repeat(1000).getBytes(UTF_8));
    for (int i = 0; i < 300_000; i++) {
      bytes.writeBytes(new byte[] {(byte) 0xd8, 0x19, 0x00});
    }
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xff});
    return bytes.toByteArray();
  }

  @Test
  void shouldReadSearchesBetweenBytesOfSmile() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String line : List.of("{\"index\":\"a\"}", "{\"size\":5}", "{}", "{\"size\":7}")) {
      lines.writeBytes(encode(line.getBytes(UTF_8), BodyFormat.SMILE));
      lines.write(BodyFormat.SMILE.separator());
    }
    List<String> found = new ArrayList<>();
    MultiSearchProfiler profiler =
        new MultiSearchProfiler(
            (indices, header, profile) -> found.add(indices + " " + profile.size()),
            Bounds.DEFAULT);
    profiler.begin(BodyFormat.SMILE);
    profiler.feed(ByteBuffer.wrap(lines.toByteArray()));
    assertThat(profiler.end()).isEqualTo(2);
    assertThat(found).containsExactly("a 5", "null 7");
  }

  private static SearchProfile yaml(String text) {
    return read(new QueryProfiler(), BodyFormat.YAML, text.getBytes(UTF_8));
  }

  private static SearchProfile read(QueryProfiler profiler, BodyFormat format, byte[] bytes) {
    profiler.begin(format, Language.NONE);
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end();
  }

  private static SearchProfile read(
      QueryProfiler profiler, BodyFormat format, byte[] bytes, Random random) {
    profiler.begin(format, Language.NONE);
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(100));
      if (random.nextBoolean()) {
        profiler.feed(bytes, at, end);
      } else {
        profiler.feed(ByteBuffer.allocateDirect(end - at).put(bytes, at, end - at).flip());
      }
      at = end;
    }
    return profiler.end();
  }

  private static byte[] encode(byte[] json, BodyFormat format) throws IOException {
    JsonFactory factory =
        switch (format) {
          case JSON -> JSON;
          case YAML -> new YAMLFactory();
          case CBOR -> new CBORFactory();
          case SMILE -> new SmileFactory();
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator generator = factory.createGenerator(bytes)) {
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
    return bytes.toByteArray();
  }
}
