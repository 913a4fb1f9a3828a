package dev.weir.app.config.bind;

import static dev.weir.app.config.bind.Places.below;
import static dev.weir.app.config.bind.Places.shown;

import dev.weir.app.config.bind.ValueType.OfEnum;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.app.config.bind.ValueType.OfScalar;
import dev.weir.app.config.bind.YamlNode.Mapping;
import dev.weir.app.config.bind.YamlNode.Scalar;
import dev.weir.app.config.bind.YamlNode.Sequence;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a tree. Goes on after a mistake: what can be looked at without the broken part
 * is, so that one run tells all. Every method gives null exactly if it has reported a mistake, or
 * something below it has.
 */
final class Binder {
  private final Mistakes mistakes;
  private final Places places;
  private final Discretion discretion;
  private final Surroundings surroundings;

  Binder(Mistakes mistakes, Places places, Discretion discretion, Surroundings surroundings) {
    this.mistakes = mistakes;
    this.places = places;
    this.discretion = discretion;
    this.surroundings = surroundings;
  }

  @Nullable Object bind(RecordShape shape, YamlNode root) {
    return record(shape, root, "");
  }

  private @Nullable Object value(ValueType type, YamlNode node, String path) {
    places.put(path, node);
    return switch (type) {
      case OfRecord(RecordShape shape) -> record(shape, node, path);
      case OfList(ValueType item) -> list(item, node, path);
      case OfMap(ValueType item) -> map(item, node, path);
      case OfEnum words -> constant(words, node, path);
      case OfScalar(ScalarType scalar) -> scalar(scalar, node, path);
    };
  }

  private @Nullable Object record(RecordShape shape, YamlNode node, String path) {
    if (!(node instanceof Mapping mapping)) {
      if (shape.holdsSecret()) {
        places.keepSecret(path);
        discretion.blot(node);
      }
      return wrong(node, path, new OfRecord(shape).expected());
    }
    Map<String, YamlNode> given = given(shape, mapping, path);
    @Nullable Object[] components = new @Nullable Object[shape.keys().size()];
    boolean whole = true;
    for (int i = 0; i < components.length; i++) {
      RecordShape.Key key = shape.keys().get(i);
      YamlNode value = given.get(key.name());
      String at = below(path, key.name());
      if (value == null) {
        components[i] = key.absent();
        if (key.required()) {
          mistakes.add(mapping.span(), at, "nothing", key.type().expected());
          whole = false;
        }
      } else if (!(key.nullable() && value instanceof Scalar scalar && scalar.isNull())) {
        components[i] = value(key.type(), value, at);
        whole &= components[i] != null;
      }
    }
    return whole ? create(shape, components, path) : null;
  }

  /** The known keys; says which are unknown or repeated. */
  private Map<String, YamlNode> given(RecordShape shape, Mapping mapping, String path) {
    Map<String, YamlNode> given = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = name(entry, path);
      if (name == null) {
        continue;
      }
      if (shape.key(name) == null) {
        if (shape.holdsSecret()) {
          discretion.blot(entry.value());
        }
        unknown(shape, entry.key(), below(path, name), name);
      } else {
        putOnce(given, name, entry, path);
      }
    }
    return given;
  }

  private void unknown(RecordShape shape, YamlNode key, String path, String name) {
    List<String> names = shape.keys().stream().map(RecordShape.Key::name).toList();
    String meant = mistakes.isFull() ? null : Suggestion.of(name, names);
    mistakes.add(
        key.span(),
        path,
        meant == null ? "unknown key" : "unknown key, did you mean " + meant + "?",
        "one of " + String.join(", ", names));
  }

  private void putOnce(
      Map<String, YamlNode> given, String name, YamlNode.Entry entry, String path) {
    YamlNode first = given.putIfAbsent(name, entry.value());
    if (first != null) {
      mistakes.add(
          entry.key().span(),
          below(path, name),
          "a key given twice",
          "each key once; the first value is on line " + first.span().line());
    }
  }

  private @Nullable String name(YamlNode.Entry entry, String path) {
    if (entry.key() instanceof Scalar key) {
      // A key is cut only where it would be of no use to anyone.
      return key.text().length() <= 256 ? key.text() : key.text().substring(0, 256) + "…";
    }
    mistakes.add(entry.key().span(), path, shown(entry.key()), "a key");
    return null;
  }

  private @Nullable Object create(RecordShape shape, @Nullable Object[] components, String path) {
    try {
      return shape.create(components);
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> places.report(mistakes, path, problem));
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      places.report(
          mistakes, path, new Problem("", null, message == null ? "valid settings" : message));
    }
    return null;
  }

  private @Nullable Object list(ValueType type, YamlNode node, String path) {
    if (!(node instanceof Sequence sequence)) {
      return wrong(node, path, "a list");
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Object item = value(type, sequence.items().get(i), path + "[" + i + "]");
      if (item != null) {
        items.add(item);
      }
    }
    return items.size() == sequence.items().size() ? List.copyOf(items) : null;
  }

  private @Nullable Object map(ValueType type, YamlNode node, String path) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, path, "a mapping of names to values");
    }
    Map<String, YamlNode> given = new LinkedHashMap<>();
    int before = mistakes.count();
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = name(entry, path);
      if (name != null) {
        putOnce(given, name, entry, path);
      }
    }
    Map<String, Object> items = new LinkedHashMap<>();
    given.forEach(
        (name, item) -> {
          Object value = value(type, item, below(path, name));
          if (value != null) {
            items.put(name, value);
          }
        });
    return mistakes.count() == before ? Collections.unmodifiableMap(items) : null;
  }

  private @Nullable Object constant(OfEnum type, YamlNode node, String path) {
    if (node instanceof Scalar scalar) {
      Object constant =
          type.constants()
              .filter(each -> OfEnum.word(each).equals(scalar.text()))
              .findFirst()
              .orElse(null);
      if (constant != null) {
        return constant;
      }
    }
    return wrong(node, path, type.expected());
  }

  private @Nullable Object scalar(ScalarType type, YamlNode node, String path) {
    if (type == ScalarType.SECRET) {
      places.keepSecret(path);
      discretion.blot(node);
    }
    if (!(node instanceof Scalar scalar) || scalar.isNull() || scalar.isNothing()) {
      return wrong(node, path, type.expected());
    }
    try {
      return type.parse(scalar, surroundings);
    } catch (Unfit e) {
      String value = e.shown() != null ? Shown.value(e.shown()) : places.value(path, node);
      mistakes.add(node.span(), path, value, e.expected());
      return null;
    }
  }

  private @Nullable Object wrong(YamlNode node, String path, String expected) {
    mistakes.add(node.span(), path, places.value(path, node), expected);
    return null;
  }
}
