package dev.weir.search.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.search.json.Bounds;
import dev.weir.search.profile.Figures;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.profile.Stencils;
import java.util.Arrays;

/**
 * Whatever form was learned, of whatever fits it is told what reading it tells. Runs over its seeds
 * in every test run; docs/fuzzing.md says how to search for more.
 */
class StencilFuzzTest {
  /** Read so often, a form is learned. */
  private static final int TIMES = 4;

  /** The form and what is laid under it, one behind the other with a zero between. */
  @FuzzTest(maxDuration = "5m")
  void shouldTellWhatReadingTells(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    byte[] form = Arrays.copyOf(bytes, end);
    byte[] body = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
    Stencils stencils = new Stencils(new Bounds(100, 1024, 1 << 20));
    QueryProfiler profiler = new QueryProfiler(stencils);
    for (int i = 0; i < TIMES; i++) {
      SearchProfile _ = profile(profiler, form);
    }
    compare(profiler, body);
    compare(profiler, form);
  }

  private static void compare(QueryProfiler profiler, byte[] body) {
    QueryProfiler reading = new QueryProfiler(new Bounds(100, 1024, 1 << 20));
    assertThat(Figures.of(profile(profiler, body))).isEqualTo(Figures.of(profile(reading, body)));
  }

  private static SearchProfile profile(QueryProfiler profiler, byte[] body) {
    profiler.begin();
    profiler.feed(body, 0, body.length);
    return profiler.end();
  }
}
