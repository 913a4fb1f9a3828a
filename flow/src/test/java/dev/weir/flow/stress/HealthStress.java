package dev.weir.flow.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.flow.breaker.Breaker;
import dev.weir.flow.breaker.BreakerRule;
import dev.weir.flow.health.EjectionLimit;
import dev.weir.flow.health.FailureStreak;
import dev.weir.flow.recovery.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What outliers and breakers go by, under two threads. */
public final class HealthStress {
  private static final long SECOND = 1_000_000_000L;

  private HealthStress() {}

  /** The last place among those that may be ejected goes to one. */
  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the one")
  @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the other")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class LastPlace {
    private final EjectionLimit<String> limit = new EjectionLimit<>(50);

    @Actor
    public void one(ZZI_Result result) {
      result.r1 = limit.tryEject("one", 0, SECOND, 3, 0);
    }

    @Actor
    public void other(ZZI_Result result) {
      result.r2 = limit.tryEject("other", 0, SECOND, 3, 0);
    }

    @Arbiter
    public void look(ZZI_Result result) {
      result.r3 = limit.ejected(0);
    }
  }

  /** An endpoint that two threads eject at once is ejected once. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "once")
  @Outcome(expect = FORBIDDEN, desc = "twice or never")
  @State
  public static class SameEndpoint {
    private final EjectionLimit<String> limit = new EjectionLimit<>(100);

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = limit.tryEject("same", 0, SECOND, 9, 0);
    }

    @Actor
    public void other(ZZ_Result result) {
      result.r2 = limit.tryEject("same", 0, SECOND, 9, 0);
    }
  }

  /** The failure that is one too many is told to one. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "told to one")
  @Outcome(expect = FORBIDDEN, desc = "told to both or none")
  @State
  public static class OneTooMany {
    private final FailureStreak streak = new FailureStreak(2);

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = streak.failure();
    }

    @Actor
    public void other(ZZ_Result result) {
      result.r2 = streak.failure();
    }
  }

  /** What goes out anew while a step is looked at begins with the first step, or goes one on. */
  @JCStressTest
  @Outcome(id = "10", expect = ACCEPTABLE, desc = "the new beginning stands")
  @Outcome(id = "20", expect = ACCEPTABLE, desc = "the look came after it, or was for it")
  @Outcome(expect = FORBIDDEN, desc = "a later step survived the new beginning")
  @State
  public static class OutAnew {
    private final Steps steps = new Steps(1, 0);

    public OutAnew() {
      steps.begin(0);
      for (int i = 1; i <= 5; i++) {
        steps.look(i * 10L);
      }
    }

    @Actor
    public void goesOut() {
      steps.begin(60);
    }

    @Actor
    public void looks() {
      steps.look(70);
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = steps.share();
    }
  }

  /** Of two calls, none gets lost: together they open the breaker. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "both were counted")
  @Outcome(expect = FORBIDDEN, desc = "one was lost")
  @State
  public static class TwoCalls {
    private final Breaker breaker =
        new Breaker(new BreakerRule(SECOND, 50, 100, 2, 0, SECOND, SECOND, SECOND, 1));

    @Actor
    public void one() {
      breaker.record(0, 1, true);
    }

    @Actor
    public void other() {
      breaker.record(0, 1, true);
    }

    @Arbiter
    public void look(I_Result result) {
      breaker.look(0);
      result.r1 = breaker.share();
    }
  }
}
