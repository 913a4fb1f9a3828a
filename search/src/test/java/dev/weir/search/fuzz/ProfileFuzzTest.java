package dev.weir.search.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import java.io.IOException;
import java.util.Locale;

/**
 * Whatever a body holds, its profile is made without a throw, is the same however the body is cut,
 * and calls whole only what Jackson takes as well. Runs over its seeds in every test run;
 * docs/fuzzing.md says how to search for more.
 */
class ProfileFuzzTest {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  @FuzzTest(maxDuration = "5m")
  void shouldProfileAnyBytes(byte[] body) {
    SearchProfile whole = profile(body, body.length + 1);
    SearchProfile cut = profile(body, 3);
    assertThat(cut.fingerprint()).isEqualTo(whole.fingerprint());
    assertThat(cut.oddities().toSet()).isEqualTo(whole.oddities().toSet());
    assertThat(cut.clauseCount()).isEqualTo(whole.clauseCount());
    assertThat(cut.values()).isEqualTo(whole.values());
    boolean taken = whole.hasBody() && whole.isWhole();
    boolean object = isObject(body);
    if (taken && !object) {
      // Half of a pair of surrogates is a matter of Jackson's version, and what stands in a comment
      // is not looked at.
      boolean half = new String(body, ISO_8859_1).toLowerCase(Locale.ROOT).contains("\\ud");
      assertThat(half || whole.oddities().has(Oddity.COMMENT)).isTrue();
    } else if (object && !taken) {
      // Jackson reads other encodings, too, and deeper.
      assertThat(hasZero(body) || whole.oddities().has(Oddity.TOO_DEEP)).isTrue();
    }
  }

  private static boolean hasZero(byte[] body) {
    for (byte each : body) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }

  private static SearchProfile profile(byte[] body, int piece) {
    QueryProfiler profiler = new QueryProfiler(new Bounds(100, 1024, 1 << 20));
    profiler.begin();
    for (int at = 0; at < body.length; at += piece) {
      profiler.feed(body, at, Math.min(body.length, at + piece));
    }
    return profiler.end();
  }

  /** Whether Jackson takes the bytes for one object and nothing more. */
  private static boolean isObject(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.VALUE_STRING) {
          parser.getTextLength(); // Looks at the whole of it.
        }
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
