package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.app.config.bind.Durations;
import dev.weir.gateway.settings.Secret;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes settings as configuration spells them. Secrets are hidden, absent values left out. */
public final class RecordJson {
  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|passphrase|secret|token|credential|api-?key).*");

  private RecordJson() {}

  /** Writes a record's components as fields of the object that is open. */
  public static void writeFields(JsonGenerator json, Record settings) throws IOException {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = read(settings, component);
      if (value != null) {
        json.writeFieldName(
            CAPITAL.matcher(component.getName()).replaceAll("-$1").toLowerCase(Locale.ROOT));
        write(json, value);
      }
    }
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Secret secret -> json.writeString(secret.toString());
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Duration duration -> json.writeString(Durations.format(duration));
      case Enum<?> constant ->
          json.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String name = String.valueOf(entry.getKey());
          json.writeFieldName(name);
          json.writeString(
              SECRET_NAME.matcher(name).matches() ? "***" : String.valueOf(entry.getValue()));
        }
        json.writeEndObject();
      }
      case Record settings when isGroup(settings) -> {
        json.writeStartObject();
        writeFields(json, settings);
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }

  /**
   * Whether configuration writes the record as keys, rather than as one value: an address, a size.
   */
  private static boolean isGroup(Record settings) {
    return settings.getClass().getSimpleName().endsWith("Settings");
  }

  private static @Nullable Object read(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.toString(), e);
    }
  }
}
