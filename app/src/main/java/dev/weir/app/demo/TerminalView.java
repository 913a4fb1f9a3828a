package dev.weir.app.demo;

import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * Redraws the whole screen for each scene, in one write and without clearing it first, so that
 * nothing flickers; on the terminal's second screen, so that what stood there comes back.
 */
final class TerminalView implements View {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOLD = "\u001b[?2026h";
  private static final String RELEASE = "\u001b[?2026l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Terminal terminal;
  private final boolean colours;
  private boolean entered;
  private boolean closed;

  TerminalView(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
  }

  @Override
  public synchronized void show(Scene scene) {
    if (closed) {
      return;
    }
    int width = terminal.getWidth() > 0 ? terminal.getWidth() : 80;
    int height = terminal.getHeight() > 0 ? terminal.getHeight() : 24;
    PrintWriter out = terminal.writer();
    if (!entered) {
      out.print(ENTER);
      entered = true;
    }
    out.print(frame(Picture.of(scene), width, height, colours));
    out.flush();
  }

  /** As one string; lines that are too long or too many are cut. */
  static String frame(List<String> lines, int width, int height, boolean colours) {
    StringBuilder frame = new StringBuilder(4_096).append(HOLD).append(HOME);
    int rows = Math.min(lines.size(), height);
    for (int i = 0; i < rows; i++) {
      AttributedString line = AttributedString.fromAnsi(lines.get(i)).columnSubSequence(0, width);
      frame.append(colours ? line.toAnsi() : line.toString()).append(CLEAR_REST_OF_LINE);
      // A line break after the last row would scroll.
      frame.append(i < rows - 1 ? "\r\n" : "");
    }
    return frame.append(CLEAR_BELOW).append(RELEASE).toString();
  }

  @Override
  public synchronized void close() {
    if (entered && !closed) {
      terminal.writer().print(LEAVE);
      terminal.writer().flush();
    }
    closed = true;
  }
}
