package dev.weir.app;

import dev.weir.app.config.Configuration;
import dev.weir.gateway.settings.InvalidSettings;

/** No file: the defaults, and what the command line says. The same at every reload. */
record DefaultConfiguration(CommandLineSettings given) implements ConfigurationSource {
  @Override
  public Configuration read() throws Mistaken {
    try {
      return given.over(Configuration.defaults());
    } catch (InvalidSettings e) {
      throw Mistaken.of(e);
    }
  }

  @Override
  public Mistaken explain(InvalidSettings invalid) {
    return Mistaken.of(invalid);
  }
}
