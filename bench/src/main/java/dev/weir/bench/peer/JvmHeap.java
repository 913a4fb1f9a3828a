package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The heap of a running JVM, asked from outside by {@code jcmd}. */
public final class JvmHeap {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Pattern LIMIT = Pattern.compile("-XX:MaxHeapSize=(\\d+)");

  private final Stage stage;
  private final String pid;

  /**
   * Asks the JVM among a process and its children.
   *
   * @param process a launcher, which becomes the JVM or has it as a child
   */
  JvmHeap(Stage stage, ProcessHandle process) {
    this.stage = stage;
    ProcessHandle java =
        Stream.concat(Stream.of(process), process.descendants())
            .filter(each -> each.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow(() -> new BenchFailure("no JVM among the processes of Weir"));
    this.pid = Long.toString(java.pid());
  }

  /** Collects all garbage and returns how many bytes are left. */
  long live() {
    ask("GC.run");
    return parseUsed(ask("GC.heap_info"));
  }

  /** How many bytes it may grow to. */
  long limit() {
    return parseLimit(ask("VM.flags"));
  }

  private String ask(String question) {
    return stage.run("jcmd", List.of(Tools.jdk("jcmd"), pid, question), Duration.ofSeconds(60));
  }

  /** Adds up the generations; class metadata, which is told beside them, is no heap. */
  static long parseUsed(String heapInfo) {
    long kilobytes =
        USED.matcher(heapInfo).results().mapToLong(used -> Long.parseLong(used.group(1))).sum();
    if (kilobytes == 0) {
      throw new BenchFailure("jcmd tells no heap:\n" + heapInfo);
    }
    return kilobytes * 1024;
  }

  static long parseLimit(String flags) {
    Matcher limit = LIMIT.matcher(flags);
    if (!limit.find()) {
      throw new BenchFailure("jcmd tells no MaxHeapSize:\n" + flags);
    }
    return Long.parseLong(limit.group(1));
  }
}
