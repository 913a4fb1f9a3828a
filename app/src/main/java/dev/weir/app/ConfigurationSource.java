package dev.weir.app;

import dev.weir.app.config.Configuration;
import dev.weir.gateway.settings.InvalidSettings;
import java.util.List;

/** Where the program's configuration comes from, at its start and at every reload. */
interface ConfigurationSource {
  /**
   * Reads it anew. Blocks.
   *
   * @throws Mistaken with all that is wrong
   */
  Configuration read() throws Mistaken;

  /** Gives mistakes that only the gateway could find their places in what was read last. */
  Mistaken explain(InvalidSettings invalid);

  /** The configuration is wrong, or cannot be read. The message is the whole report. */
  final class Mistaken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    Mistaken(String report, List<String> mistakes) {
      super(report);
      this.mistakes = List.copyOf(mistakes);
    }

    static Mistaken of(InvalidSettings invalid) {
      List<String> mistakes =
          invalid.problems().stream()
              .map(p -> "%s: %s (expected: %s)".formatted(p.key(), p.value(), p.expected()))
              .toList();
      return new Mistaken(String.join("\n", mistakes), mistakes);
    }

    /** At least one, a sentence each. */
    List<String> mistakes() {
      return mistakes;
    }
  }
}
