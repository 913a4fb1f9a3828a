package dev.weir.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Who asks, and whether it may: credentials that the connection has shown before, then three
 * limits, a lane, and its adaptive concurrency, on the way in and out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmitBench {
  @Benchmark
  public boolean identifyAndAdmit(
      TenantBench who, LimitBench limits, LimitBench.Loop loop, Blackhole hole) {
    hole.consume(who.credentialsShownAgain());
    return limits.everything(loop);
  }
}
