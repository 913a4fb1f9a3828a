package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.faults.Phases.Phase;
import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Kind;
import dev.weir.bench.faults.Tally.Moment;
import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.LoadListener.Ended;
import dev.weir.testkit.load.Operation;
import java.net.URI;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Phase CALM = new Phase(0, "calm", 0);
  private static final Phase FROZEN = new Phase(1, "data node frozen", 10);

  @Test
  void shouldCountByStepKindAndCause() {
    Tally tally = new Tally();

    tally.add(CALM, ended(Operation.COUNT, 20), "");
    tally.add(FROZEN, ended(Operation.LATEST_BILLS, 30), "failed shards");
    tally.add(FROZEN, ended(Operation.BULK, 5_000), "no answer in time");
    tally.add(FROZEN, ended(Operation.BULK, 40), "");

    assertThat(tally.of(0).allRequests()).isEqualTo(1);
    Count frozen = tally.of(1);
    assertThat(frozen.failedOf(Kind.READS)).isEqualTo(1);
    assertThat(frozen.requestsOf(Kind.WRITES)).isEqualTo(2);
    assertThat(frozen.failedOf(Kind.WRITES)).isEqualTo(1);
    assertThat(tally.total().allRequests()).isEqualTo(4);
    assertThat(tally.total().causes())
        .containsOnlyKeys("read: failed shards", "write: no answer in time");
    assertThat(tally.of(7).allRequests()).isZero();
  }

  @Test
  void shouldKeepCalmLatenciesApart() {
    Tally tally = new Tally();

    tally.add(CALM, ended(Operation.COUNT, 20), "");
    tally.add(FROZEN, ended(Operation.COUNT, 3_000), "");

    assertThat(tally.latencies(Moment.CALM).all().max()).isCloseTo(20, Offset.offset(0.1));
    assertThat(tally.latencies(Moment.FAULTS).of(Kind.READS).p50())
        .isCloseTo(3_000, Offset.offset(5.0));
    assertThat(tally.latencies(Moment.FAULTS).of(Kind.WRITES).max()).isZero();
  }

  @Test
  void shouldCountWhatWasSlowByPhaseAndKind() {
    Tally tally = new Tally();

    tally.add(FROZEN, ended(Operation.COUNT, 3_000), "");
    tally.add(FROZEN, ended(Operation.BULK, 90), "");
    tally.add(FROZEN, ended(Operation.BULK, 200), "");

    assertThat(tally.slower(1, Kind.READS, 100)).isEqualTo(1);
    assertThat(tally.slower(1, Kind.WRITES, 100)).isEqualTo(1);
    assertThat(tally.slower(0, Kind.WRITES, 100)).isZero();
    assertThat(tally.latency(1, Kind.WRITES).max()).isCloseTo(200, Offset.offset(0.5));
  }

  private static Ended ended(Operation operation, long millis) {
    Call call = new Call(operation, "POST", "/bills", "");
    return new Ended(
        call, URI.create("http://127.0.0.1:9200"), 0, millis * 1_000_000, "", 200, "{}");
  }
}
