package dev.weir.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions that go before the others where Linux shares the processor out among sessions (sched(7),
 * autogroup): what runs on machines of its own elsewhere does not wait here for what would run on
 * another. Closing it takes everything back. Needs to be root.
 */
public final class Precedence implements AutoCloseable {
  private static final String FIRST = "-10";
  private static final String USUAL = "0";

  private final List<Path> raised = new ArrayList<>();

  /** Whether this system shares the processor out so, and lets this user decide how. */
  public static boolean isPossible() {
    Path own = group(ProcessHandle.current().pid());
    try {
      return Files.isWritable(own) && "root".equals(Files.getOwner(own).getName());
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets the session of a process go before. */
  public void give(long pid) {
    Path group = group(pid);
    write(group, FIRST);
    raised.add(group);
  }

  private static Path group(long pid) {
    return Path.of("/proc", Long.toString(pid), "autogroup");
  }

  private static void write(Path group, String niceness) {
    try {
      Files.writeString(group, niceness);
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + group + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (Path group : raised) {
      if (Files.exists(group)) {
        write(group, USUAL);
      }
    }
    raised.clear();
  }
}
