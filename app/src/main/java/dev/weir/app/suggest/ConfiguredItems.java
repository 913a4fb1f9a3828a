package dev.weir.app.suggest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.app.admin.RecordJson;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The limits and lanes of a configuration, without what they would have anyway. */
final class ConfiguredItems {
  private static final Set<String> REQUIRED = Set.of("name", "cluster");

  private ConfiguredItems() {}

  static List<Map<String, Object>> limits(Map<?, ?> configuration) {
    return without(configuration, "limits", LimitSettings.defaults());
  }

  static List<Map<String, Object>> lanes(Map<?, ?> configuration) {
    return without(configuration, "lanes", LaneSettings.defaults());
  }

  private static List<Map<String, Object>> without(
      Map<?, ?> configuration, String list, Record defaults) {
    Map<String, Object> usual = fields(defaults);
    List<Map<String, Object>> items = new ArrayList<>();
    for (Map<String, Object> item : Json.objects(configuration.get(list))) {
      item.entrySet()
          .removeIf(
              entry ->
                  !REQUIRED.contains(entry.getKey())
                      && entry.getValue().equals(usual.get(entry.getKey())));
      items.add(item);
    }
    return items;
  }

  private static Map<String, Object> fields(Record settings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      RecordJson.writeFields(json, settings);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.object(new Load(LoadSettings.builder().build()).loadFromString(text.toString()));
  }
}
