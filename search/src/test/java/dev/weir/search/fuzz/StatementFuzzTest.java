package dev.weir.search.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whatever a statement or a template says, its profile is made without a throw, and is the same the
 * second time. The text comes in SMILE, in which nothing of it has to be escaped. Runs over its
 * seeds in every test run; docs/fuzzing.md says how to search for more.
 */
class StatementFuzzTest {
  private static final SmileFactory SMILE = new SmileFactory();

  @FuzzTest(maxDuration = "5m")
  void shouldReadAnyStatement(byte[] input) throws IOException {
    Language[] languages = Language.values();
    Language language = languages[input.length == 0 ? 0 : (input[0] & 0xff) % languages.length];
    byte[] body = body("query", input);
    SearchProfile profile = profile(language, body);
    String shape = profile.statement().shape();
    long print = profile.fingerprint();
    assertThat(profile.statement().isPresent()).isEqualTo(language != Language.NONE);
    assertThat(shape.length()).isLessThanOrEqualTo(4096);
    assertThat(profile(language, body).fingerprint()).isEqualTo(print);
  }

  @FuzzTest(maxDuration = "5m")
  void shouldReadAnyTemplate(byte[] input) throws IOException {
    byte[] body = body("source", input);
    SearchProfile profile = profile(Language.NONE, body);
    long print = profile.fingerprint();
    assertThat(profile.hasTemplateText()).isTrue();
    assertThat(profile.isWhole()).isTrue();
    assertThat(profile(Language.NONE, body).fingerprint()).isEqualTo(print);
  }

  private static SearchProfile profile(Language language, byte[] body) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin(BodyFormat.SMILE, language);
    profiler.feed(body, 0, body.length);
    return profiler.end();
  }

  /** The text, and parameters for a template. */
  private static byte[] body(String name, byte[] input) throws IOException {
    int from = Math.min(1, input.length);
    int length = Math.min(input.length - from, 4000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SmileGenerator generator = SMILE.createGenerator(bytes)) {
      generator.writeStartObject();
      generator.writeStringField(
          name, new String(input, from, length, StandardCharsets.ISO_8859_1));
      generator.writeObjectFieldStart("params");
      generator.writeStringField("a", "*\"b\\");
      generator.writeNumberField("n", 7);
      generator.writeBooleanField("t", true);
      generator.writeArrayFieldStart("l");
      generator.writeEndArray();
      generator.writeEndObject();
      generator.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
