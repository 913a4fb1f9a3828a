package dev.weir.flow.lease;

import static dev.weir.flow.lease.StoreWatch.State.AWAY;
import static dev.weir.flow.lease.StoreWatch.State.THERE;
import static dev.weir.flow.lease.StoreWatch.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreWatchTest {
  private final StoreWatch watch = new StoreWatch(new StoreWatch.Times(200, 1000, 100, 800), 0);

  private void heard(long at) {
    assertThat(watch.beatDue(at)).isTrue();
    assertThat(watch.answered(at, at + 5)).isTrue();
  }

  @Test
  void shouldBeThereWithTheFirstAnswer() {
    assertThat(watch.state()).isEqualTo(UNKNOWN);
    assertThat(watch.mayAsk()).isFalse();

    heard(0);

    assertThat(watch.state()).isEqualTo(THERE);
    assertThat(watch.mayAsk()).isTrue();
    assertThat(watch.beatDue(999)).isFalse();
    assertThat(watch.nextLook(505)).isEqualTo(500);
    assertThat(watch.beatDue(1005)).isTrue();
    assertThat(watch.beatDue(1005)).isFalse();
  }

  @Test
  void shouldBeAwayWhenAQuestionStaysOpen() {
    heard(0);
    watch.open(10);
    assertThat(watch.nextLook(10)).isEqualTo(50);
    assertThat(watch.look(209)).isFalse();

    assertThat(watch.look(210)).isTrue();

    assertThat(watch.state()).isEqualTo(AWAY);
    assertThat(watch.look(211)).as("only once").isFalse();
    assertThat(watch.beatDue(400)).as("one question at a time").isFalse();
    assertThat(watch.mustHangUp(809)).isFalse();
    assertThat(watch.mustHangUp(810)).isTrue();
  }

  @Test
  void shouldGiveTheFirstConnectionMoreTime() {
    assertThat(watch.beatDue(0)).isTrue();
    watch.open(0);
    assertThat(watch.look(799)).isFalse();
    assertThat(watch.answered(0, 799)).isTrue();
    StoreWatch other = new StoreWatch(new StoreWatch.Times(200, 1000, 100, 800), 0);
    other.open(0);
    assertThat(other.look(800)).isTrue();
    assertThat(other.state()).isEqualTo(AWAY);
  }

  @Test
  void shouldComeBackByABeatThatIsAnsweredInTime() {
    assertThat(watch.failed(0)).isTrue();
    assertThat(watch.failed(1)).isFalse();
    assertThat(watch.beatDue(99)).isFalse();
    assertThat(watch.beatDue(100)).isTrue();
    watch.open(100);
    assertThat(watch.answered(100, 300)).as("too slow").isFalse();
    assertThat(watch.mayAsk()).isFalse();
    watch.noneOpen();

    heard(301);

    assertThat(watch.mayAsk()).isTrue();
  }
}
