package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.report.Figure;
import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LostReadsTest {
  private static final long KILLED = TimeUnit.SECONDS.toNanos(20);

  private final LostReads reads = new LostReads(PeerKind.WEIR);

  @Test
  void shouldCountWhatWasUnderWayAndTheMinuteAfter() {
    reads.onEnd(ended(-15_000, 10, "warming up"));
    reads.calm(KILLED - TimeUnit.SECONDS.toNanos(10));
    reads.onEnd(ended(-9_000, 10, ""));
    reads.killed(KILLED);
    reads.onEnd(ended(-5, 10, "closed"));
    reads.onEnd(ended(500, 10, "closed"));
    reads.onEnd(ended(1_500, 10, "closed"));
    reads.onEnd(ended(59_000, 10, ""));
    reads.onEnd(ended(61_000, 10, "closed"));

    assertThat(reads.reads()).isEqualTo(4);
    assertThat(reads.failed()).isEqualTo(3);
    assertThat(reads.failedLater()).isEqualTo(1);
    assertThat(reads.lastFailureSeconds()).isEqualTo(1.5);
    assertThat(reads.calmFailed()).isZero();
  }

  @Test
  void shouldTakeAnAnswerThatCameTooLateForAFailure() {
    reads.calm(0);
    reads.killed(KILLED);
    reads.onEnd(ended(2_000, 5_100, ""));

    assertThat(reads.failedLater()).isEqualTo(1);
  }

  @Test
  void shouldHoldWeirAgainstItsTargets() {
    reads.calm(0);
    reads.killed(KILLED);
    reads.onEnd(ended(100, 10, "closed"));
    for (int i = 0; i < 2_000; i++) {
      reads.onEnd(ended(2_000, 10, ""));
    }
    LostClusterPlan plan = new LostClusterPlan(List.of(PeerKind.WEIR), 100, Duration.ZERO);

    assertThat(new LostClusterReport(plan, List.of(reads)).figures())
        .extracting(Figure::weir, Figure::met)
        .containsExactly(tuple("1", true), tuple("0", true));

    reads.onEnd(ended(2_000, 10, "closed"));
    reads.onEnd(ended(100, 10, "closed"));

    assertThat(new LostClusterReport(plan, List.of(reads)).figures())
        .extracting(Figure::weir, Figure::met)
        .containsExactly(tuple("3", false), tuple("1", false));
  }

  /** A read that was due so many milliseconds after the kill. */
  private static Ended ended(long due, long took, String verdict) {
    long at = KILLED + TimeUnit.MILLISECONDS.toNanos(due);
    return new Ended(
        new Call(Operation.COUNT, "POST", "/bills/_count", ""),
        URI.create("http://127.0.0.1:9200"),
        at,
        at + TimeUnit.MILLISECONDS.toNanos(took),
        verdict,
        200,
        "{}");
  }
}
