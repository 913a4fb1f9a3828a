package dev.weir.bench;

import dev.weir.bench.bombs.BombPlan;
import dev.weir.bench.faults.EngineSettings;
import dev.weir.bench.faults.FaultPlan;
import dev.weir.bench.faults.LostClusterPlan;
import dev.weir.bench.faults.Timetable;
import dev.weir.bench.flood.FloodPlan;
import dev.weir.bench.peer.PeerKind;
import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Precedence;
import dev.weir.bench.report.PerformancePage;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.ResultFiles;
import dev.weir.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of the bench. */
@Command(
    name = "bench/run",
    description = "Measures Weir beside other proxies; one command for each figure.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  bench/run cpu --peers weir,nginx --rounds 3    a quick look while tuning",
      "  bench/run all                                  everything; writes docs/performance.md",
    })
public final class Bench {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> FULL =
      List.of(
          "cpu",
          "latency",
          "throughput",
          "memory",
          "micro",
          "faults --engine-settings default",
          "faults --engine-settings documented",
          "lost-cluster",
          "flood",
          "bombs",
          "crowd");

  private static final List<String> QUICK =
      List.of(
          "cpu --rounds 1 --seconds 2 --warm-up 4",
          "latency --rounds 1 --seconds 2 --warm-up 4",
          "throughput --rounds 1 --gigabytes 0.2",
          "memory --gigabytes 0.2 --starts 2",
          "micro --forks 1 --iterations 1",
          "faults --time-scale 0.2",
          "lost-cluster --rate 50 --warm-up 5",
          "flood --times 2 --warm-up 5 --calm 5 --seconds 5",
          "bombs --warm-up 5 --calm 5 --seconds 5",
          "crowd --connections 1000 --rounds 1 --seconds 3");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description =
          "Where results are written (default: bench/results for all, bench/target/results for the"
              + " rest).")
  private Path results = Path.of("");

  private final Path root;
  private final List<Result> told = new ArrayList<>();

  private Bench(Path root) {
    this.root = root;
  }

  public static void main(String[] arguments) {
    Bench bench = new Bench(Path.of(System.getProperty("weir.root", ".")).toAbsolutePath());
    System.exit(commandLine(bench).execute(arguments));
  }

  private static CommandLine commandLine(Bench bench) {
    return new CommandLine(bench)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof BenchFailure told) {
                command.getErr().println("bench/run: " + told.getMessage());
                return 1;
              }
              throw failure;
            });
  }

  @Command(
      description =
          "Processor time of the proxy per request, beside nginx, HAProxy and Spring Cloud"
              + " Gateway.",
      mixinStandardHelpOptions = true)
  int cpu(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "weir,weir-all,nginx,haproxy,spring",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(names = "--rounds", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "8",
              description = "Length of a round (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--warm-up",
              defaultValue = "20",
              description = "Seconds for peers on a JVM (default: ${DEFAULT-VALUE}).")
          int warmUp,
      @Option(
              names = "--connections",
              defaultValue = "64",
              description = "Default: ${DEFAULT-VALUE}.")
          int connections) {
    CpuRun.Plan plan =
        new CpuRun.Plan(
            PeerKind.parse(peers),
            rounds,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(warmUp),
            connections);
    return tell(new CpuRun(ground(), plan).run());
  }

  @Command(
      description = "Latency at a fixed open-loop rate, beside nginx and no proxy.",
      mixinStandardHelpOptions = true)
  int latency(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "direct,nginx,weir",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "15",
              description = "Length of a round (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--warm-up",
              defaultValue = "20",
              description = "Seconds for peers on a JVM (default: ${DEFAULT-VALUE}).")
          int warmUp,
      @Option(
              names = "--rate",
              defaultValue = "2000",
              description = "Requests per second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--connections",
              defaultValue = "32",
              description = "Default: ${DEFAULT-VALUE}.")
          int connections) {
    LatencyRun.Plan plan =
        new LatencyRun.Plan(
            PeerKind.parse(peers),
            rounds,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(warmUp),
            rate,
            connections);
    return tell(new LatencyRun(ground(), plan).run());
  }

  @Command(
      description = "One big upload and one big download, beside nginx and no proxy.",
      mixinStandardHelpOptions = true)
  int throughput(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "direct,nginx,nginx-64k,weir",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
          int rounds,
      @Option(
              names = "--gigabytes",
              defaultValue = "1",
              description = "Of each body (default: ${DEFAULT-VALUE}).")
          double gigabytes) {
    ThroughputRun.Plan plan =
        new ThroughputRun.Plan(PeerKind.parse(peers), rounds, (long) (gigabytes * 1e9));
    return tell(new ThroughputRun(ground(), plan).run());
  }

  @Command(
      description = "Start-up, memory at rest, memory while many gigabytes pass.",
      mixinStandardHelpOptions = true)
  int memory(
      @Option(
              names = "--gigabytes",
              defaultValue = "10",
              description = "In each case (default: ${DEFAULT-VALUE}).")
          double gigabytes,
      @Option(names = "--starts", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
          int starts) {
    MemoryRun.Plan plan = new MemoryRun.Plan((long) (gigabytes * 1e9), starts);
    return tell(new MemoryRun(ground(), plan).run());
  }

  @Command(description = "Time and garbage of single calls (JMH).", mixinStandardHelpOptions = true)
  int micro(
      @Option(
              names = "--include",
              defaultValue = "",
              description = "A regular expression over the benches' names (default: all).")
          String include,
      @Option(names = "--forks", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
          int forks,
      @Option(
              names = "--iterations",
              defaultValue = "5",
              description = "Of one second, to warm up and to count (default: ${DEFAULT-VALUE}).")
          int iterations) {
    return tell(new MicroRun(ground(), new MicroRun.Plan(include, forks, iterations)).run());
  }

  @Command(
      description =
          "What becomes of requests while nodes of a real cluster are killed, frozen and slowed,"
              + " beside a client alone, nginx and HAProxy.",
      mixinStandardHelpOptions = true)
  int faults(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "direct,nginx,haproxy,weir",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(
              names = "--time-scale",
              defaultValue = "1",
              description = "Of the timetable's lengths (default: ${DEFAULT-VALUE}).")
          double timeScale,
      @Option(
              names = "--rounds",
              defaultValue = "1",
              description = "How often all the faults happen (default: ${DEFAULT-VALUE}).")
          int rounds,
      @Option(
              names = "--rate",
              defaultValue = "100",
              description =
                  "Requests per second; fewer show causes on a busy machine (default:"
                      + " ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--engine-settings",
              defaultValue = "documented",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          EngineSettings engine,
      @Option(names = "--freeze-manager", description = "Freezes the elected manager too.")
          boolean freezeManager,
      @Option(
              names = "--weir",
              paramLabel = "YAML",
              description = "A further line in Weir's cluster; may be given several times.")
          @Nullable List<String> weir) {
    Ground ground = ground();
    FaultPlan plan =
        new FaultPlan(
            PeerKind.parse(peers),
            Timetable.of(timeScale, freezeManager, rounds),
            rate,
            engine,
            weir == null ? List.of() : weir);
    Path logs = logs(ground, "faults");
    return tell(new FaultRun(ground, plan, logs).run());
  }

  @Command(
      name = "lost-cluster",
      description = "What becomes of reads when one of two clusters is killed whole, beside nginx.",
      mixinStandardHelpOptions = true)
  int lostCluster(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "nginx,weir",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(
              names = "--rate",
              defaultValue = "1200",
              description = "Reads per second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--warm-up",
              defaultValue = "30",
              description = "Seconds of load before (default: ${DEFAULT-VALUE}).")
          int warmUp) {
    Ground ground = ground();
    LostClusterPlan plan =
        new LostClusterPlan(PeerKind.parse(peers), rate, Duration.ofSeconds(warmUp));
    Path logs = logs(ground, "lost-cluster");
    return tell(new LostClusterRun(ground, plan, logs).run());
  }

  @Command(
      description =
          "What becomes of a steady tenant while another offers ten times what the cluster can do,"
              + " beside no proxy and HAProxy with a connection limit.",
      mixinStandardHelpOptions = true)
  int flood(
      @Option(
              names = "--peers",
              split = ",",
              defaultValue = "direct,haproxy,weir",
              description = "Default: ${DEFAULT-VALUE}.")
          List<String> peers,
      @Option(
              names = "--rate",
              defaultValue = "40",
              description = "Of the steady tenant, per second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--times",
              defaultValue = "10",
              description =
                  "What the cluster can do, that the flood offers (default: ${DEFAULT-VALUE}).")
          double times,
      @Option(
              names = "--warm-up",
              defaultValue = "20",
              description = "Seconds of load before (default: ${DEFAULT-VALUE}).")
          int warmUp,
      @Option(
              names = "--calm",
              defaultValue = "30",
              description = "Seconds before the flood (default: ${DEFAULT-VALUE}).")
          int calm,
      @Option(
              names = "--seconds",
              defaultValue = "60",
              description = "Of the flood (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--shards",
              defaultValue = "1",
              description = "Each on every node (default: ${DEFAULT-VALUE}).")
          int shards,
      @Option(
              names = "--best",
              defaultValue = "0",
              description =
                  "What the cluster can do alone, per second, while tuning; measured if it is not"
                      + " given.")
          double best,
      @Option(
              names = "--lane",
              paramLabel = "YAML",
              description = "A further line in the flood's lane; may be given several times.")
          @Nullable List<String> lane,
      @Option(
              names = "--precedence",
              description =
                  "Let the node of the flood's lane give way to whatever else wants the processor,"
                      + " as it would if all had machines of their own (needs root).")
          boolean precedence) {
    if (precedence && !Precedence.isPossible()) {
      throw new BenchFailure("--precedence needs root, and a Linux with sched_autogroup_enabled");
    }
    Ground ground = ground();
    FloodPlan plan =
        new FloodPlan(
            PeerKind.parse(peers),
            rate,
            times,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(calm),
            Duration.ofSeconds(seconds),
            shards,
            best,
            lane == null ? List.of() : lane,
            precedence);
    Path logs = logs(ground, "flood");
    return tell(new FloodRun(ground, plan, logs).run());
  }

  @Command(
      description = "Good traffic beside searches that a cluster should never be asked.",
      mixinStandardHelpOptions = true)
  int bombs(
      @Option(
              names = "--before",
              split = ",",
              defaultValue = "direct,observe,enforce",
              description = "Who stands before the cluster (default: ${DEFAULT-VALUE}).")
          List<BombPlan.Before> before,
      @Option(
              names = "--rate",
              defaultValue = "40",
              description = "Good requests per second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--warm-up",
              defaultValue = "20",
              description = "Seconds of load before (default: ${DEFAULT-VALUE}).")
          int warmUp,
      @Option(
              names = "--calm",
              defaultValue = "30",
              description = "Seconds before the bombs (default: ${DEFAULT-VALUE}).")
          int calm,
      @Option(
              names = "--seconds",
              defaultValue = "60",
              description = "Of the bombs (default: ${DEFAULT-VALUE}).")
          int seconds) {
    Ground ground = ground();
    BombPlan plan =
        new BombPlan(
            before,
            rate,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(calm),
            Duration.ofSeconds(seconds));
    return tell(new BombRun(ground, plan, logs(ground, "bombs")).run());
  }

  @Command(
      description =
          "Good requests and memory beside ten thousand connections that are slow or idle.",
      mixinStandardHelpOptions = true)
  int crowd(
      @Option(
              names = "--connections",
              defaultValue = "10000",
              description = "Of the crowd (default: ${DEFAULT-VALUE}).")
          int connections,
      @Option(
              names = "--rate",
              defaultValue = "1000",
              description = "Good requests per second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "15",
              description = "Length of a round (default: ${DEFAULT-VALUE}).")
          int seconds) {
    CrowdRun.Plan plan = new CrowdRun.Plan(connections, rate, rounds, Duration.ofSeconds(seconds));
    return tell(new CrowdRun(ground(), plan).run());
  }

  @Command(
      description = "Writes docs/performance.md from stored results; later files win.",
      mixinStandardHelpOptions = true)
  int document(@Parameters(arity = "1..*", paramLabel = "RESULT.json") List<Path> files)
      throws IOException {
    Map<String, Result> byRun = new LinkedHashMap<>();
    for (Path file : files) {
      ResultFiles.read(file).forEach(result -> byRun.put(result.run(), result));
    }
    writePage(List.copyOf(byRun.values()));
    return 0;
  }

  @Command(
      description = "Everything, with every default; writes bench/results and docs/performance.md.",
      mixinStandardHelpOptions = true)
  int all(
      @Option(
              names = "--quick",
              description = "Short runs that only show that everything works; documents nothing.")
          boolean quick)
      throws IOException {
    List<Result> measured = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (String command : quick ? QUICK : FULL) {
      Bench part = new Bench(root);
      System.err.println(command);
      if (commandLine(part).execute(command.split(" ", -1)) == 0) {
        measured.addAll(part.told);
      } else {
        failed.add(command);
      }
    }
    measured.forEach(result -> System.out.println(result.summary()));
    if (!failed.isEmpty()) {
      System.err.println("bench/run: failed, so nothing is documented: " + failed);
      return 1;
    }
    if (!quick) {
      Path folder = results.toString().isEmpty() ? root.resolve("bench/results") : results;
      String name = STAMP.format(Instant.parse(measured.getFirst().date()));
      System.out.println("kept in " + ResultFiles.write(folder, name, measured));
      writePage(measured);
    }
    return 0;
  }

  private void writePage(List<Result> all) throws IOException {
    Path page = root.resolve("docs/performance.md");
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(page, PerformancePage.page(all));
    System.out.println("wrote " + root.relativize(page));
  }

  private Ground ground() {
    List<String> typed = new ArrayList<>(List.of("bench/run"));
    typed.addAll(spec.commandLine().getParseResult().originalArgs());
    return Ground.of(root, String.join(" ", typed));
  }

  private Path logs(Ground ground, String run) {
    Path logs =
        resultFolder().resolve(STAMP.format(ground.begin()) + "-" + run + "-logs").toAbsolutePath();
    System.err.println("  logs: " + logs);
    return logs;
  }

  private Path resultFolder() {
    return results.toString().isEmpty() ? root.resolve("bench/target/results") : results;
  }

  private int tell(Result result) {
    told.add(result);
    Path folder = resultFolder();
    String name = STAMP.format(Instant.parse(result.date())) + "-" + result.run();
    Path file = ResultFiles.write(folder, name, List.of(result));
    System.out.println();
    for (Table table : result.tables()) {
      System.out.println(table.markdown());
    }
    System.out.println(result.summary());
    System.out.println("kept in " + file);
    return 0;
  }
}
