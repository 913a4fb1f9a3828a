package dev.weir.app.status;

import dev.weir.app.demo.Frame;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Help.Ansi;

/** Shows lines on a terminal once a second until Ctrl-C; elsewhere once. */
public final class Live {
  private static final long MILLIS_BETWEEN = 1_000;

  /** What is shown. */
  @FunctionalInterface
  public interface Picture {
    /**
     * Draws it.
     *
     * @param width columns that are seen
     * @param height lines that are seen
     */
    List<String> draw(int width, int height) throws IOException, InterruptedException;
  }

  private Live() {}

  /**
   * Shows a picture.
   *
   * @param once whether to show it once, on a terminal too
   * @param title stands above what is wrong while it cannot be drawn
   * @return the command's exit code
   */
  public static int show(PrintWriter out, boolean once, String title, Picture picture)
      throws IOException, InterruptedException {
    if (once || !isTerminal()) {
      boolean colours = Ansi.AUTO.enabled();
      picture
          .draw(Integer.MAX_VALUE, Integer.MAX_VALUE)
          .forEach(line -> out.println(Frame.line(line, Integer.MAX_VALUE, colours)));
      out.flush();
      return 0;
    }
    return watch(title, picture);
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static int watch(String title, Picture picture) throws IOException {
    Thread watching = Thread.currentThread();
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      terminal.handle(Terminal.Signal.INT, signal -> watching.interrupt());
      terminal.writer().print(Frame.ENTER);
      try {
        while (true) {
          int width = terminal.getWidth() > 0 ? terminal.getWidth() : Frame.ANY_WIDTH;
          int height = terminal.getHeight() > 0 ? terminal.getHeight() : Frame.ANY_HEIGHT;
          List<String> lines = drawn(title, picture, width, height);
          terminal.writer().print(Frame.of(lines, width, height, Ansi.AUTO.enabled()));
          terminal.writer().flush();
          Thread.sleep(MILLIS_BETWEEN);
        }
      } catch (InterruptedException e) {
        return 0;
      } finally {
        terminal.writer().print(Frame.LEAVE);
        terminal.writer().flush();
      }
    }
  }

  /** A gateway that is away for a moment, say for a restart, is no reason to end. */
  private static List<String> drawn(String title, Picture picture, int width, int height)
      throws InterruptedException {
    try {
      return picture.draw(width, height);
    } catch (IOException e) {
      return List.of(title, "", String.valueOf(e.getMessage()));
    }
  }
}
