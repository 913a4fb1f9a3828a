package dev.weir.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** Where the demo is watched from: a terminal with keys, or a pipe that only takes lines. */
final class Console implements AutoCloseable {
  private final View view;
  private final @Nullable Terminal terminal;
  private final @Nullable Attributes before;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile IntConsumer onKey = key -> {};
  private volatile boolean closed;

  private Console(View view, @Nullable Terminal terminal, @Nullable Attributes before) {
    this.view = view;
    this.terminal = terminal;
    this.before = before;
  }

  /**
   * The terminal that this process runs in; plain lines to the writer if there is none.
   *
   * @param colours whether colours are wanted, where there can be any
   */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  static Console open(PrintWriter out, boolean colours) throws IOException {
    java.io.Console system = System.console();
    if (system == null || !system.isTerminal()) {
      return new Console(new PlainView(out), null, null);
    }
    Terminal terminal =
        TerminalBuilder.builder().system(true).nativeSignals(true).dumb(true).build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      return new Console(new PlainView(out), null, null);
    }
    return new Console(new TerminalView(terminal, colours), terminal, terminal.enterRawMode());
  }

  View view() {
    return view;
  }

  /** Whether keys are heard here. */
  boolean hasKeys() {
    return terminal != null;
  }

  /** From now on tells each key, and Ctrl-C, to these and no longer to earlier ones. */
  void listen(IntConsumer key, Runnable interrupted) {
    onKey = key;
    Terminal keyboard = terminal;
    if (keyboard != null) {
      keyboard.handle(Terminal.Signal.INT, signal -> interrupted.run());
      if (reading.compareAndSet(false, true)) {
        Thread.ofPlatform().daemon().name("demo-keys").start(() -> read(keyboard));
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    view.close();
    if (terminal != null && before != null) {
      terminal.setAttributes(before);
      terminal.close();
    }
  }

  private void read(Terminal keyboard) {
    try {
      while (!closed) {
        int character = keyboard.reader().read(100);
        if (character == NonBlockingReader.EOF) {
          return;
        }
        if (character >= 0) {
          onKey.accept(character);
        }
      }
    } catch (IOException e) {
      // The terminal is gone; the demo ends with it or at its time.
    }
  }
}
