package dev.weir.bench.faults;

import dev.weir.testkit.load.LoadListener.Ended;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What happened, a line each: every step and every request that failed or was slow, with what was
 * answered if it failed, so that one can find out why. Safe for use by several threads.
 */
final class FailureLog implements AutoCloseable {
  private static final int MOST = 600;

  private final PrintWriter lines;
  private final long begin;

  /**
   * Writes to a file that is made anew.
   *
   * @param begin of {@link System#nanoTime}; lines begin with the seconds since then
   */
  FailureLog(Path file, long begin) throws IOException {
    this.lines = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    this.begin = begin;
  }

  /** Something that was done, or seen. */
  synchronized void add(String what) {
    lines.printf(Locale.ROOT, "%8.3f -- %s%n", seconds(System.nanoTime()), what);
  }

  /** A request that failed, or that was slow. */
  synchronized void add(String phase, Ended ended, String verdict) {
    lines.printf(
        Locale.ROOT,
        "%8.3f +%6.0f ms  %s: %s of %s at %s during %s: %d %s%n",
        seconds(ended.due()),
        ended.nanos() / 1e6,
        verdict,
        ended.call().operation(),
        ended.call().target(),
        ended.target().getPort(),
        phase,
        ended.status(),
        ended.succeeded() ? "" : cause(ended.answer()));
  }

  @Override
  public synchronized void close() {
    lines.close();
  }

  private double seconds(long nanos) {
    return (nanos - begin) / 1e9;
  }

  /** The part of an answer that says what went wrong. */
  static String cause(String answer) {
    int from = Math.max(0, Math.max(answer.indexOf("\"failures\""), answer.indexOf("\"error\"")));
    return answer.substring(from, Math.min(answer.length(), from + MOST)).replace('\n', ' ');
  }
}
