package dev.weir.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code /proc} tells of a process. The parsers are apart from the reading, for tests. */
public final class ProcessStatistics {
  /**
   * {@code USER_HZ}, the unit of times in {@code /proc}: fixed at 100 in the interface of the
   * kernel to programs on every architecture that Weir's natives exist for.
   */
  private static final int TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");

  private ProcessStatistics() {}

  /** Memory of a process in bytes. */
  public record Memory(long resident, long anonymous) {
    public static final Memory NONE = new Memory(0, 0);

    public Memory plus(Memory other) {
      return new Memory(resident + other.resident, anonymous + other.anonymous);
    }
  }

  /**
   * User and system time in microseconds that a process and the children it started and still has
   * used so far. Children that ended are not counted: a run asks while all are alive.
   */
  public static long cpuMicros(ProcessHandle root) {
    return tree(root).mapToLong(ProcessStatistics::ownCpuMicros).sum();
  }

  /** Memory of a process and its children; shared pages count once for each. */
  public static Memory memory(ProcessHandle root) {
    return tree(root)
        .map(process -> read(process, "status").map(ProcessStatistics::parseMemory))
        .flatMap(Optional::stream)
        .reduce(Memory.NONE, Memory::plus);
  }

  private static long ownCpuMicros(ProcessHandle process) {
    return read(process, "stat").map(ProcessStatistics::parseCpuMicros).orElse(0L);
  }

  private static Stream<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  /**
   * User and system time of all threads out of {@code /proc/PID/stat}, proc(5) fields 14 and 15.
   * The command's name may hold blanks and parentheses, so fields are counted after the last one.
   */
  static long parseCpuMicros(String stat) {
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    int third = 3;
    long ticks = Long.parseLong(afterName[14 - third]) + Long.parseLong(afterName[15 - third]);
    return ticks * (1_000_000 / TICKS_PER_SECOND);
  }

  /** {@code VmRSS} and {@code RssAnon} out of {@code /proc/PID/status}. */
  static Memory parseMemory(String status) {
    return new Memory(kilobytes(status, "VmRSS:"), kilobytes(status, "RssAnon:"));
  }

  private static long kilobytes(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(value -> Long.parseLong(value) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static Optional<String> read(ProcessHandle process, String file) {
    try {
      return Optional.of(
          Files.readString(PROC.resolve(Long.toString(process.pid())).resolve(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // A process that ends between open and read answers ESRCH; one that ended has no figures.
      if (!process.isAlive()) {
        return Optional.empty();
      }
      throw new BenchFailure("cannot read /proc/" + process.pid() + "/" + file, e);
    }
  }
}
