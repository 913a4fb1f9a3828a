package dev.weir.flow.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.flow.balance.EndpointRecord;
import dev.weir.flow.balance.EndpointWeight;
import dev.weir.flow.balance.Fault;
import dev.weir.flow.balance.LatencyEstimate;
import dev.weir.flow.balance.LoadReport;
import dev.weir.flow.balance.SlowStart;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What balancing goes by, under two threads; all figures in thousandths. */
public final class BalanceStress {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1000 * SECOND;

  private BalanceStress() {}

  private static int thousandths(double value) {
    return (int) Math.round(value * 1000);
  }

  /** Of two failures, none gets lost. */
  @JCStressTest
  @Outcome(id = "250", expect = ACCEPTABLE, desc = "both took their half")
  @Outcome(expect = FORBIDDEN, desc = "one was lost")
  @State
  public static class TwoFailures {
    private final EndpointWeight weight = new EndpointWeight(0.1, 2, 10 * SECOND);

    @Actor
    public void one() {
      weight.failure(Fault.NETWORK, NOW);
    }

    @Actor
    public void other() {
      weight.failure(Fault.NETWORK, NOW);
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = thousandths(weight.value(NOW));
    }
  }

  /** A failure and a success, one after the other. */
  @JCStressTest
  @Outcome(id = "505", expect = ACCEPTABLE, desc = "the success came first")
  @Outcome(id = "510", expect = ACCEPTABLE, desc = "the failure came first")
  @Outcome(expect = FORBIDDEN, desc = "one was lost")
  @State
  public static class FailureAndSuccess {
    private final EndpointWeight weight = new EndpointWeight(0.1, 2, 10 * SECOND);

    @Actor
    public void fail() {
      weight.failure(Fault.NETWORK, NOW);
    }

    @Actor
    public void succeed() {
      weight.success(NOW);
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = thousandths(weight.value(NOW));
    }
  }

  /** The slower of two answers is what counts, whichever came first. */
  @JCStressTest
  @Outcome(id = "9000", expect = ACCEPTABLE, desc = "the slower one")
  @Outcome(expect = FORBIDDEN, desc = "the slower one was lost")
  @State
  public static class TwoAnswers {
    private final LatencyEstimate latency = new LatencyEstimate(10 * SECOND);

    @Actor
    public void slow() {
      latency.record(9 * SECOND, NOW);
    }

    @Actor
    public void fast() {
      latency.record(5 * SECOND, NOW);
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = thousandths(latency.nanos(NOW) / SECOND);
    }
  }

  /** An answer and its time are seen together: one without the other would be older than it is. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 9000", "9000, 9000"},
      expect = ACCEPTABLE,
      desc = "nothing, or all of it; never back again")
  @Outcome(expect = FORBIDDEN, desc = "torn")
  @State
  public static class AnswerSeen {
    private final LatencyEstimate latency = new LatencyEstimate(10 * SECOND);

    @Actor
    public void answer() {
      latency.record(9 * SECOND, NOW);
    }

    @Actor
    public void look(II_Result result) {
      result.r1 = thousandths(latency.nanos(NOW) / SECOND);
      result.r2 = thousandths(latency.nanos(NOW) / SECOND);
    }
  }

  /** A report and its time are seen together. */
  @JCStressTest
  @Outcome(
      id = {"-1000", "700"},
      expect = ACCEPTABLE,
      desc = "nothing, or all of it")
  @Outcome(expect = FORBIDDEN, desc = "torn")
  @State
  public static class ReportSeen {
    private final LoadReport report = new LoadReport(10 * SECOND);

    @Actor
    public void report() {
      report.report(0.7, NOW);
    }

    @Actor
    public void look(I_Result result) {
      result.r1 = thousandths(report.load(NOW));
    }
  }

  /** A start is seen, or not yet. */
  @JCStressTest
  @Outcome(
      id = {"1000", "100"},
      expect = ACCEPTABLE,
      desc = "warm, or at its beginning")
  @Outcome(expect = FORBIDDEN, desc = "torn")
  @State
  public static class StartSeen {
    private final SlowStart start = new SlowStart(10 * SECOND, 0);

    @Actor
    public void begin() {
      start.begin(NOW);
    }

    @Actor
    public void look(I_Result result) {
      result.r1 = thousandths(start.share(NOW));
    }
  }

  /** A weight that is set by hand while a request fails. */
  @JCStressTest
  @Outcome(id = "1500", expect = ACCEPTABLE, desc = "both count")
  @Outcome(expect = FORBIDDEN, desc = "one was lost")
  @State
  public static class WeightSet {
    private final EndpointRecord record = new EndpointRecord(EndpointRecord.Tuning.defaults(), 0);

    @Actor
    public void set() {
      record.base(3);
    }

    @Actor
    public void fail() {
      record.failed(Fault.NETWORK, NOW);
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = record.weight(NOW);
    }
  }
}
