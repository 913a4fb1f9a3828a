package dev.weir.app;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The wish that the program ends. The first one counts; a second signal ends it at once. */
final class Stop {
  /**
   * Why the program ends.
   *
   * @param failure what went wrong; null if it was asked to end
   */
  record Reason(String cause, @Nullable String failure) {}

  private final CompletableFuture<Reason> wished = new CompletableFuture<>();

  /** Listens to SIGTERM and SIGINT from now on. */
  static Stop onSignals() {
    Stop stop = new Stop();
    Signals.on("TERM", () -> stop.bySignal("SIGTERM"));
    Signals.on("INT", () -> stop.bySignal("SIGINT"));
    return stop;
  }

  void bySignal(String name) {
    if (!wished.complete(new Reason(name, null))) {
      Runtime.getRuntime().halt(ExitCodes.CUT);
    }
  }

  /** Ends the program because it cannot do its work. */
  void fail(String failure) {
    wished.complete(new Reason("failure", failure));
  }

  /** Waits for the wish. */
  Reason await() {
    return wished.join();
  }
}
