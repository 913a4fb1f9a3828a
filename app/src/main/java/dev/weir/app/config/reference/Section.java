package dev.weir.app.config.reference;

import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.ValueType;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.gateway.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration.
 *
 * @param path where it stands, {@code clusters[].pool}; empty for the file itself
 * @param description what it is
 */
record Section(String path, String description, RecordShape shape) {
  /** The mapping and all below it, each before those within it. */
  static List<Section> all(RecordShape root) {
    List<Section> sections = new ArrayList<>();
    collect(new Section("", "The keys of the file.", root), sections);
    return sections;
  }

  /**
   * What a key does and how it is written.
   *
   * @throws IllegalStateException if it does not say so
   */
  static Setting setting(RecordShape.Key key) {
    Setting setting = key.setting();
    if (setting == null) {
      throw new IllegalStateException("no @Setting: " + key.component());
    }
    return setting;
  }

  /** Where a key's value stands, or its items. */
  String below(RecordShape.Key key) {
    String brackets = key.type() instanceof OfList ? "[]" : "";
    return (path.isEmpty() ? "" : path + ".") + key.name() + brackets;
  }

  /** The mapping that a value is made of; null if it is made of none. */
  static @Nullable RecordShape mapping(ValueType type) {
    return switch (type) {
      case OfRecord(RecordShape shape) -> shape;
      case OfList(ValueType item) -> mapping(item);
      case OfMap(ValueType item) -> mapping(item);
      default -> null;
    };
  }

  private static void collect(Section section, List<Section> sections) {
    sections.add(section);
    for (RecordShape.Key key : section.shape().keys()) {
      RecordShape inner = mapping(key.type());
      if (inner != null) {
        collect(new Section(section.below(key), setting(key).value(), inner), sections);
      }
    }
  }
}
