package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.bench.faults.PeerOutcome.StepOutcome;
import dev.weir.bench.faults.Tally.Count;
import dev.weir.bench.faults.Tally.Kind;
import dev.weir.bench.faults.Tally.Latencies;
import dev.weir.bench.faults.Tally.Latency;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultReportTest {
  private static final List<PeerKind> PEERS = List.of(PeerKind.NGINX, PeerKind.WEIR);
  private static final Timetable TIMETABLE =
      new Timetable(List.of(new Step.Restart(Step.Victim.DATA_NODE)), Duration.ofSeconds(1));

  @Test
  void shouldHoldWeirAgainstItsTargetsBesideTheOthers() {
    FaultReport report = report(EngineSettings.DOCUMENTED);

    assertThat(report.figures())
        .extracting(Figure::weir, Figure::baseline, Figure::met)
        .contains(
            tuple("100 %", "nginx 96.000 %", true),
            tuple("99.000 %", "nginx 90.000 %", false),
            tuple("78", "nginx 900", false),
            tuple("70", "nginx 70", false),
            tuple("80", "nginx 80", true),
            tuple("0", "nginx 3", true));
  }

  @Test
  void shouldOnlyStateHowManyWritesSurviveWithoutTheSettings() {
    assertThat(report(EngineSettings.DEFAULT).figures())
        .filteredOn(figure -> figure.name().startsWith("writes"))
        .allMatch(Figure::met);
  }

  @Test
  void shouldTellWhatFailedAndWhen() {
    assertThat(report(EngineSettings.DOCUMENTED).tables())
        .anySatisfy(
            table ->
                assertThat(table.markdown())
                    .contains("| write: failed items | 10 data node restarted |"));
  }

  @Test
  void shouldTellWhatWasSlowAndWhen() {
    assertThat(report(EngineSettings.DOCUMENTED).tables())
        .anySatisfy(
            table ->
                assertThat(table.markdown())
                    .contains("| data node restarted | 7 reads, 40 ms; 0 writes, 0 ms |"));
  }

  private static FaultReport report(EngineSettings engine) {
    FaultPlan plan = new FaultPlan(PEERS, TIMETABLE, 100, engine, List.of());
    return new FaultReport(
        plan, List.of(outcome(PeerKind.NGINX, 4, 10, 900, 3), outcome(PeerKind.WEIR, 0, 1, 78, 0)));
  }

  private static PeerOutcome outcome(
      PeerKind peer, long failedReads, long failedWrites, double p99, long lost) {
    Count count =
        new Count(
            Map.of(Kind.READS, 100L, Kind.WRITES, 100L),
            Map.of(Kind.READS, failedReads, Kind.WRITES, failedWrites),
            Map.of("write: failed items", failedWrites));
    return new PeerOutcome(
        peer,
        List.of(
            new StepOutcome(
                "data node restarted",
                count,
                Map.of(Kind.READS, new Latency(5, 20, 30, 40)),
                Map.of(Kind.READS, 7L),
                2)),
        count,
        new Latencies(
            new Latency(5, 25, 30, 40),
            Map.of(
                Kind.READS, new Latency(5, 20, 30, 40), Kind.WRITES, new Latency(5, 30, 30, 40))),
        new Latencies(
            new Latency(5, p99, p99, p99),
            Map.of(
                Kind.READS, new Latency(5, 70, 70, 70), Kind.WRITES, new Latency(5, 80, 80, 80))),
        500,
        lost);
  }
}
