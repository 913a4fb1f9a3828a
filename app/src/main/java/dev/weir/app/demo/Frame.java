package dev.weir.app.demo;

import java.util.List;
import org.jline.utils.AttributedString;

/** A terminal's whole screen, written at once and over the last one, so that nothing flickers. */
public final class Frame {
  /** Goes to the terminal's second screen, so that what stands on the first comes back. */
  public static final String ENTER = "\u001b[?1049h\u001b[?25l";

  public static final String LEAVE = "\u001b[?25h\u001b[?1049l";

  /** What is taken where the terminal does not say. */
  public static final int ANY_WIDTH = 80;

  /** As {@link #ANY_WIDTH}. */
  public static final int ANY_HEIGHT = 24;

  private static final String HOLD = "\u001b[?2026h";
  private static final String RELEASE = "\u001b[?2026l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private Frame() {}

  /** As one string; lines that are too long or too many are cut. */
  public static String of(List<String> lines, int width, int height, boolean colours) {
    StringBuilder frame = new StringBuilder(4_096).append(HOLD).append(HOME);
    int rows = Math.min(lines.size(), height);
    for (int i = 0; i < rows; i++) {
      frame.append(line(lines.get(i), width, colours)).append(CLEAR_REST_OF_LINE);
      // A line break after the last row would scroll.
      frame.append(i < rows - 1 ? "\r\n" : "");
    }
    return frame.append(CLEAR_BELOW).append(RELEASE).toString();
  }

  /** One line, cut where it is too long. */
  public static String line(String painted, int width, boolean colours) {
    AttributedString line = AttributedString.fromAnsi(painted).columnSubSequence(0, width);
    return colours ? line.toAnsi() : line.toString();
  }
}
