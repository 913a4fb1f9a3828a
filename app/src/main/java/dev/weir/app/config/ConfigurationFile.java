package dev.weir.app.config;

import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Bound;
import dev.weir.app.config.bind.Binding.Refused;
import dev.weir.app.config.bind.Surroundings;
import dev.weir.gateway.settings.InvalidSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file that has been read and is right. */
public final class ConfigurationFile {
  private final Path file;
  private final Bound<Configuration> bound;

  private ConfigurationFile(Path file, Bound<Configuration> bound) {
    this.file = file;
    this.bound = bound;
  }

  /**
   * Reads a file. Relative paths in it begin at its own folder; {@code env:} secrets are taken from
   * the process's environment.
   *
   * @throws InvalidConfiguration with every mistake in it
   * @throws IOException if the file cannot be read
   */
  public static ConfigurationFile read(Path file) throws IOException, InvalidConfiguration {
    Path folder = file.toAbsolutePath().normalize().getParent();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Binding.LARGEST + 1);
    }
    return read(file, bytes, Surroundings.of(folder == null ? file.toAbsolutePath() : folder));
  }

  static ConfigurationFile read(Path file, byte[] bytes, Surroundings surroundings)
      throws InvalidConfiguration {
    return switch (Binding.of(Configuration.class, bytes, surroundings)) {
      case Bound<Configuration> bound -> new ConfigurationFile(file, bound);
      case Refused<Configuration> refused -> throw new InvalidConfiguration(file, refused);
    };
  }

  /** What it says. */
  public Configuration configuration() {
    return bound.value();
  }

  /**
   * Gives mistakes their places that only whoever used the configuration could find, such as a
   * filter that is not on the class path.
   */
  public InvalidConfiguration explain(InvalidSettings invalid) {
    return new InvalidConfiguration(file, bound.refuse(invalid));
  }
}
