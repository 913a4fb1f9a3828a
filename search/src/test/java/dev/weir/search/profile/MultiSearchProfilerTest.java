package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.json.Bounds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiSearchProfilerTest {
  private static final String LINES =
      """
      {"index":"bills"}
      {"size":5}
      {"index":["a","b-*"],"preference":"x","indices_options":{"index":"no"}}
      {"query":{"terms":{"u":[1,2,3]}}}

      {"size":7}
      {}
      {"query":{"wildcard":
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void shouldTellOfEachSearch(int piece) {
    assertThat(searches(LINES, piece))
        .containsExactly(
            "bills size=5 values=0 whole=true",
            "a,b-* size=-1 values=3 whole=true",
            "null size=7 values=0 whole=true",
            "null size=-1 values=0 whole=false");
  }

  @Test
  void shouldTakeAnEmptyFirstLineForNone() {
    assertThat(searches("\n{}\n{\"size\":1}\n", 100))
        .containsExactly("null size=1 values=0 whole=true");
    assertThat(searches("", 100)).isEmpty();
    assertThat(searches("{}\n{\"size\":1}", 100))
        .containsExactly("null size=1 values=0 whole=true");
    assertThat(searches("{}\n\n", 100)).containsExactly("null size=-1 values=0 whole=true");
  }

  private static List<String> searches(String lines, int piece) {
    List<String> found = new ArrayList<>();
    MultiSearchProfiler profiler =
        new MultiSearchProfiler(
            (indices, header, profile) ->
                found.add(
                    "%s size=%d values=%d whole=%b"
                        .formatted(indices, profile.size(), profile.values(), profile.isWhole())),
            Bounds.DEFAULT);
    byte[] bytes = lines.getBytes(UTF_8);
    profiler.begin();
    for (int at = 0; at < bytes.length; at += piece) {
      int end = Math.min(bytes.length, at + piece);
      if (at % 2 == 0) {
        profiler.feed(bytes, at, end);
      } else {
        profiler.feed(ByteBuffer.allocateDirect(end - at).put(bytes, at, end - at).flip());
      }
    }
    assertThat(profiler.end()).isEqualTo(found.size());
    return found;
  }
}
