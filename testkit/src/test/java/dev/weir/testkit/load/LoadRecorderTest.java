package dev.weir.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadRecorderTest {
  private final AtomicLong nanos = new AtomicLong(1_000);
  private final LoadRecorder recorder = new LoadRecorder(nanos::get);

  @Test
  void shouldMeasureFromTheMomentTheRequestWasDue() {
    long due = nanos.get();
    nanos.addAndGet(Duration.ofMillis(250).toNanos());

    recorder.record(Operation.COUNT, due, Verdict.SUCCESS);

    assertThat(recorder.total().latency().p50()).isCloseTo(250, within(0.5));
  }

  @Test
  void shouldCountFailuresByKindAndOperation() {
    recorder.record(Operation.BULK, 0, "HTTP 503");
    recorder.record(Operation.BULK, 0, "HTTP 503");
    recorder.record(Operation.COUNT, 0, Verdict.SUCCESS);

    LoadFigures total = recorder.total();

    assertThat(total.failures()).containsOnly(Map.entry("HTTP 503", 2L));
    assertThat(total.operations().get(Operation.BULK)).isEqualTo(new LoadFigures.Count(0, 2));
    assertThat(total.successRate()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void shouldBeginAnewAfterEachInterval() {
    recorder.record(Operation.COUNT, 0, Verdict.SUCCESS);
    recorder.interval();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    recorder.record(Operation.COUNT, nanos.get(), Verdict.SUCCESS);

    LoadFigures interval = recorder.interval();

    assertThat(interval.requests()).isEqualTo(1);
    assertThat(interval.perSecond()).isCloseTo(0.5, within(1e-9));
    assertThat(recorder.total().requests()).isEqualTo(2);
  }
}
