package dev.weir.bench;

import static dev.weir.bench.report.Statistics.format;

import dev.weir.bench.micro.AdmitBench;
import dev.weir.bench.micro.FlowBench;
import dev.weir.bench.micro.HeadBench;
import dev.weir.bench.micro.SearchBodies;
import dev.weir.bench.micro.TenantBench;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH: time and garbage of what runs for every request. */
final class MicroRun {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** For balance, breaker, outliers and deadline of one request together. */
  private static final double MOST_NANOS = 250;

  /** A connection that shows the same credentials again. */
  private static final String KNOWN_AGAIN =
      TenantBench.class.getSimpleName() + ".credentialsShownAgain";

  private static final double MOST_NANOS_KNOWN_AGAIN = 100;

  /** A profile of a query, beside Jackson's tree of it. */
  private static final double LEAST_TIMES_CHEAPER = 5;

  /** For identification, three limits, a lane and adaptive concurrency of one request together. */
  private static final double MOST_NANOS_ADMITTED = 300;

  private final Ground ground;
  private final Plan plan;

  MicroRun(Ground ground, Plan plan) {
    this.ground = ground;
    this.plan = plan;
  }

  /**
   * What, and how long.
   *
   * @param include a regular expression over the benches' names
   */
  record Plan(String include, int forks, int iterations) {}

  Result run() {
    List<List<String>> rows = new ArrayList<>();
    Map<String, List<Double>> samples = new TreeMap<>();
    List<Figure> figures = new ArrayList<>();
    for (RunResult result : measure()) {
      String name = nameOf(result);
      double nanos = result.getPrimaryResult().getScore();
      double error = result.getPrimaryResult().getScoreError();
      double bytes = allocated(result);
      rows.add(List.of(name, format(nanos, 1), format(error, 1), format(bytes, 0)));
      samples.put(name + ".nanos", List.of(nanos));
      samples.put(name + ".bytes", List.of(bytes));
      if (name.startsWith(FlowBench.class.getSimpleName())) {
        figures.add(figure("all decisions on one request", MOST_NANOS, name, nanos, bytes));
      }
      if (name.startsWith(AdmitBench.class.getSimpleName())) {
        figures.add(figure("who asks, and may it", MOST_NANOS_ADMITTED, name, nanos, bytes));
      }
      if (name.startsWith(KNOWN_AGAIN)) {
        figures.add(figure("whose a request is", MOST_NANOS_KNOWN_AGAIN, name, nanos, bytes));
      }
    }
    addProfiles(samples, figures);
    return ground.result(
        "micro",
        """
        JMH, average time, %d forks of %d iterations of a second. Garbage by JMH's `gc` profiler. The head's bytes lie in
        a direct buffer; Netty's `HttpRequestDecoder` is called without its pipeline. Operations are told over a mix of
        eight targets. Endpoints are chosen among 3, 10 and 100, none of which is idle.
        """
            .formatted(plan.forks(), plan.iterations()),
        figures,
        List.of(
            new Table(
                "One call", List.of("bench", "ns/op", "± (99.9 %)", "garbage, bytes/op"), rows)),
        samples);
  }

  /** The profile of each body beside Jackson's tree of it. */
  private static void addProfiles(Map<String, List<Double>> samples, List<Figure> figures) {
    for (SearchBodies body : SearchBodies.values()) {
      addProfile(samples, figures, "profile", body, body.name());
      addProfile(samples, figures, "profileOfKnownForm", body, body + ", form known");
    }
  }

  private static void addProfile(
      Map<String, List<Double>> samples,
      List<Figure> figures,
      String bench,
      SearchBodies body,
      String what) {
    List<Double> profile = samples.get("ProfileBench." + bench + " " + body + ".nanos");
    List<Double> tree = samples.get("ProfileBench.jacksonTree " + body + ".nanos");
    if (profile == null || tree == null) {
      return;
    }
    double times = tree.getFirst() / profile.getFirst();
    figures.add(
        new Figure(
            "profile of a search's body, ns (" + what + ")",
            "≥ " + format(LEAST_TIMES_CHEAPER, 0) + " × cheaper than Jackson's tree",
            format(profile.getFirst(), 0),
            format(tree.getFirst(), 0),
            format(times, 1) + " × cheaper",
            times >= LEAST_TIMES_CHEAPER));
  }

  private static Figure figure(String what, double most, String name, double nanos, double bytes) {
    return new Figure(
        what + ", ns (" + name + ")",
        "≤ " + format(most, 0) + ", no garbage",
        format(nanos, 0),
        "",
        format(bytes, 0) + " bytes of garbage",
        nanos <= most && bytes < 1);
  }

  private Collection<RunResult> measure() {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(HeadBench.class.getPackageName() + ".*" + plan.include())
                  .forks(plan.forks())
                  .warmupIterations(plan.iterations())
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(plan.iterations())
                  .measurementTime(TimeValue.seconds(1))
                  .addProfiler(GCProfiler.class)
                  .jvmArgs(
                      "-Xmx256m",
                      "-XX:+UseSerialGC",
                      "--enable-native-access=ALL-UNNAMED",
                      "--sun-misc-unsafe-memory-access=allow")
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new BenchFailure("JMH: " + e.getMessage(), e);
    }
  }

  private static double allocated(RunResult result) {
    org.openjdk.jmh.results.Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
    return bytes == null ? Double.NaN : bytes.getScore();
  }

  private static String nameOf(RunResult result) {
    String[] parts = result.getParams().getBenchmark().split("\\.", -1);
    StringBuilder name = new StringBuilder(parts[parts.length - 2] + "." + parts[parts.length - 1]);
    for (String key : result.getParams().getParamsKeys()) {
      name.append(' ').append(result.getParams().getParam(key));
    }
    return name.toString();
  }
}
