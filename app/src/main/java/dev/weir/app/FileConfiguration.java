package dev.weir.app;

import dev.weir.app.config.Configuration;
import dev.weir.app.config.ConfigurationFile;
import dev.weir.app.config.InvalidConfiguration;
import dev.weir.gateway.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration file, and what the command line says over it. Used by one thread at a time. */
final class FileConfiguration implements ConfigurationSource {
  private final Path file;
  private final CommandLineSettings given;
  private @Nullable ConfigurationFile last;

  FileConfiguration(Path file, CommandLineSettings given) {
    this.file = file;
    this.given = given;
  }

  @Override
  public Configuration read() throws Mistaken {
    try {
      ConfigurationFile read = ConfigurationFile.read(file);
      last = read;
      return given.over(read.configuration());
    } catch (InvalidConfiguration e) {
      throw mistaken(e);
    } catch (InvalidSettings e) {
      throw Mistaken.of(e);
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such file");
    } catch (IOException e) {
      throw unreadable(e.toString());
    }
  }

  @Override
  public Mistaken explain(InvalidSettings invalid) {
    return last == null ? Mistaken.of(invalid) : mistaken(last.explain(invalid));
  }

  private Mistaken unreadable(String why) {
    String mistake = file + ": " + why;
    return new Mistaken(mistake, List.of(mistake));
  }

  private Mistaken mistaken(InvalidConfiguration invalid) {
    List<String> mistakes =
        invalid.mistakes().stream()
            .map(
                m ->
                    "%s:%d:%d: %s: %s (expected: %s)"
                        .formatted(file, m.line(), m.column(), m.path(), m.value(), m.expected()))
            .toList();
    return new Mistaken(String.valueOf(invalid.getMessage()), mistakes);
  }
}
