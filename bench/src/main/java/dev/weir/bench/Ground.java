package dev.weir.bench;

import dev.weir.bench.process.Cores;
import dev.weir.bench.report.Figure;
import dev.weir.bench.report.Machine;
import dev.weir.bench.report.Result;
import dev.weir.bench.report.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What runs have in common.
 *
 * @param root of the repository
 * @param command as its user typed it
 */
record Ground(Path root, Cores cores, String command, Machine machine, Instant begin) {
  static Ground of(Path root, String command) {
    Machine machine = Machine.look();
    if (!machine.quiet()) {
      System.err.printf(
          Locale.ROOT,
          "The machine is not quiet (load average %.2f): figures will be noisy.%n",
          machine.loadAverage());
    }
    return new Ground(
        root,
        Cores.of(machine.cores()),
        command,
        machine,
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  Result result(
      String run,
      String method,
      List<Figure> figures,
      List<Table> tables,
      Map<String, List<Double>> samples) {
    return new Result(run, command, method, begin.toString(), machine, figures, tables, samples);
  }

  /** Tells the watcher how far a run is. */
  static void progress(String format, Object... arguments) {
    System.err.printf(Locale.ROOT, "  " + format + "%n", arguments);
  }
}
