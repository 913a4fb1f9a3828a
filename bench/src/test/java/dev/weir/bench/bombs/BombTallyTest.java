package dev.weir.bench.bombs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.Operation;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BombTallyTest {
  private final BombTally tally = new BombTally();

  @BeforeEach
  void begin() {
    tally.begin(Phase.CALM, seconds(10));
    tally.begin(Phase.BOMBS, seconds(20));
    tally.end(seconds(30));
  }

  @Test
  void shouldCountByWhenARequestWasDue() {
    tally.onGood(ended(9_999, 10, ""));
    tally.onGood(ended(19_999, 10, ""));
    tally.onGood(ended(20_000, 20, ""));
    tally.onGood(ended(29_999, 5_000, "no answer in time"));
    tally.onGood(ended(30_000, 10, "HTTP 400"));

    assertThat(tally.count(Phase.CALM)).isEqualTo(1);
    assertThat(tally.failed(Phase.CALM)).isZero();
    assertThat(tally.count(Phase.BOMBS)).isEqualTo(2);
    assertThat(tally.failed(Phase.BOMBS)).isEqualTo(1);
    assertThat(tally.slower()).isCloseTo(500, within(1.0));
  }

  @Test
  void shouldTellWhatBombsGot() {
    tally.onBomb(Bomb.SCROLL, ended(20_500, 10, "HTTP 400"));
    tally.onBomb(Bomb.SCROLL, ended(20_600, 10, "HTTP 400"));
    tally.onBomb(Bomb.SCROLL, ended(20_700, 10, ""));
    tally.onBomb(Bomb.DEEP_PAGE, ended(20_800, 10, ""));

    assertThat(tally.got(Bomb.SCROLL)).isEqualTo("HTTP 400 2, answered 1");
    assertThat(tally.answered(Bomb.SCROLL)).isEqualTo(1);
    assertThat(tally.got(Bomb.MANY_TERMS)).isEmpty();
  }

  private static Ended ended(long dueMillis, long tookMillis, String verdict) {
    Call call = new Call(Operation.COUNT, "GET", "/", "");
    long due = TimeUnit.MILLISECONDS.toNanos(dueMillis);
    long over = due + TimeUnit.MILLISECONDS.toNanos(tookMillis);
    return new Ended(call, URI.create("http://127.0.0.1"), due, over, verdict, 0, "");
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
