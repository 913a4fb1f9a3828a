package dev.weir.gateway.settings;

import java.util.Map;

/** A filter in the chain, found by its name among the factories on the class path. */
public record FilterSettings(
    @Setting(value = "Name of the filter, as its factory gives it.", example = "answer-header")
        String name,
    @Setting(value = "What the filter is told; each filter has its own.", example = "{value: blue}")
        Map<String, String> settings) {

  public FilterSettings {
    settings = Map.copyOf(settings);
    new Checks().that(!name.isBlank(), "name", name, "the name of a filter").done();
  }
}
