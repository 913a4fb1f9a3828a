package dev.weir.app.demo;

import java.io.PrintWriter;
import org.jline.terminal.Terminal;

/**
 * Redraws the whole screen for each scene, in one write and without clearing it first, so that
 * nothing flickers; on the terminal's second screen, so that what stood there comes back.
 */
final class TerminalView implements View {
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
    int width = terminal.getWidth() > 0 ? terminal.getWidth() : Frame.ANY_WIDTH;
    int height = terminal.getHeight() > 0 ? terminal.getHeight() : Frame.ANY_HEIGHT;
    PrintWriter out = terminal.writer();
    if (!entered) {
      out.print(Frame.ENTER);
      entered = true;
    }
    out.print(Frame.of(Picture.of(scene), width, height, colours));
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (entered && !closed) {
      terminal.writer().print(Frame.LEAVE);
      terminal.writer().flush();
    }
    closed = true;
  }
}
