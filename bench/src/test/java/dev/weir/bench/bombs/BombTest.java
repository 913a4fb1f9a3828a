package dev.weir.bench.bombs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.Call;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BombTest {
  private final QueryProfiler profiler = new QueryProfiler();

  @ParameterizedTest
  @EnumSource
  void shouldBeASearchOfOneShapeWhateverItsValues(Bomb bomb) {
    var workload = bomb.workload("bills", new Bills(1, 1_000));
    SplittableRandom random = new SplittableRandom(1);

    SearchProfile first = profile(workload.next(random));
    assertThat(first.isWhole()).isTrue();
    assertThat(first.hasBody()).isTrue();
    long print = first.fingerprint();

    assertThat(profile(workload.next(random)).fingerprint()).isEqualTo(print);
  }

  private SearchProfile profile(Call call) {
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    profiler.begin();
    profiler.feed(body, 0, body.length);
    return profiler.end();
  }
}
