package dev.weir.app.config;

import dev.weir.app.config.bind.Binding.Refused;
import dev.weir.app.config.bind.Mistake;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration file is wrong: everything that is, with places. The message is the whole report,
 * fit for a terminal, a log or an answer of the admin API: it holds no secret.
 */
public final class InvalidConfiguration extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final transient List<Mistake> mistakes;
  private final int more;

  InvalidConfiguration(Path file, Refused<?> refused) {
    super(new Report(file, refused.mistakes(), refused.more(), false).text());
    this.file = file;
    this.mistakes = refused.mistakes();
    this.more = refused.more();
  }

  /** At least one, in the order of the file. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  /** The whole report, as {@code weir check} prints it. */
  public String report(boolean colored) {
    return new Report(file, mistakes, more, colored).text();
  }
}
