package dev.weir.bench.micro;

import dev.weir.search.Operation;
import dev.weir.search.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The operation of a request, over a mix of requests so that no branch is learned by heart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OperationsBench {
  private static final int TARGETS = 8;

  private final List<Target> targets =
      List.of(
          Target.of("POST /bills/_search?typed_keys=true"),
          Target.of("GET /bills/_doc/b-1000001"),
          Target.of("POST /_bulk"),
          Target.of("PUT /bills-2026-01/_doc/b-1000002?version=7&version_type=external"),
          Target.of("POST /bills-2026-01%2Cbills-2026-02/_search?scroll=1m"),
          Target.of("POST /_msearch"),
          Target.of("POST /bills/_update/b-1000003"),
          Target.of("GET /_cluster/health?wait_for_status=yellow"));

  /** A method and a target as they stand in a request line. */
  private static final class Target {
    private final byte[] bytes;
    private final int methodEnd;
    private final int pathEnd;

    private Target(byte[] bytes, int methodEnd, int pathEnd) {
      this.bytes = bytes;
      this.methodEnd = methodEnd;
      this.pathEnd = pathEnd;
    }

    static Target of(String line) {
      int query = line.indexOf('?');
      return new Target(
          line.getBytes(StandardCharsets.US_ASCII),
          line.indexOf(' '),
          query < 0 ? line.length() : query);
    }

    Operation operation() {
      return Operations.of(bytes, 0, methodEnd, methodEnd + 1, pathEnd, bytes.length);
    }
  }

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public void of(Blackhole seen) {
    for (int i = 0; i < TARGETS; i++) {
      seen.consume(targets.get(i).operation());
    }
  }
}
