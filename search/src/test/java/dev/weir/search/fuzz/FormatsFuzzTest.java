package dev.weir.search.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;

/**
 * Whatever a body in YAML, CBOR or SMILE holds, its profile is made without a throw, soon, and is
 * the same however the body is cut. Runs over its seeds in every test run; docs/fuzzing.md says how
 * to search for more.
 */
class FormatsFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void shouldProfileAnyBytesInAnyFormat(byte[] input) {
    BodyFormat[] formats = BodyFormat.values();
    BodyFormat format = formats[input.length == 0 ? 0 : (input[0] & 0xff) % formats.length];
    SearchProfile whole = profile(format, input, input.length + 1);
    SearchProfile cut = profile(format, input, 3);
    assertThat(cut.fingerprint()).isEqualTo(whole.fingerprint());
    assertThat(cut.oddities().toSet()).isEqualTo(whole.oddities().toSet());
    assertThat(cut.clauseCount()).isEqualTo(whole.clauseCount());
    if (whole.oddities().has(Oddity.TOO_DEEP) || whole.oddities().has(Oddity.FOREIGN)) {
      assertThat(whole.isWhole()).isFalse();
    }
  }

  /** Behind the byte that tells the format. */
  private static SearchProfile profile(BodyFormat format, byte[] input, int piece) {
    QueryProfiler profiler = new QueryProfiler(new Bounds(100, 1024, 1 << 20));
    profiler.begin(format, Language.NONE);
    for (int at = 1; at < input.length; at += piece) {
      profiler.feed(input, at, Math.min(input.length, at + piece));
    }
    return profiler.end();
  }
}
