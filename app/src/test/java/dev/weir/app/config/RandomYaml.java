package dev.weir.app.config;

import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.ScalarType;
import dev.weir.app.config.bind.ValueType;
import dev.weir.app.config.bind.ValueType.OfEnum;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.app.config.bind.ValueType.OfScalar;
import dev.weir.gateway.settings.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * Writes a configuration as YAML in one of its many ways: block or flow, keys in any order, quoted
 * or not, comments in between. May put mistakes in, and notes where.
 */
final class RandomYaml {
  private final Random random;
  private final int mistakeIn;
  final TreeSet<String> mistakes = new TreeSet<>();

  /** {@code mistakeIn}: of so many single values one is spoilt; 0 for none. */
  RandomYaml(Random random, int mistakeIn) {
    this.random = random;
    this.mistakeIn = mistakeIn;
  }

  String write(Configuration configuration) {
    StringBuilder yaml = new StringBuilder(random.nextBoolean() ? "" : "# by chance\n---\n");
    String body = record(RecordShape.of(Configuration.class), configuration, "", "");
    return yaml.append(body.strip()).append("\n").toString();
  }

  private String value(ValueType type, Object value, String path, String indentation) {
    return switch (type) {
      case OfRecord(RecordShape shape) -> record(shape, value, path, indentation);
      case OfList(ValueType item) -> list(item, (List<?>) value, path, indentation);
      case OfMap(ValueType item) -> {
        List<String> entries = new ArrayList<>();
        ((Map<?, ?>) value)
            .forEach(
                (key, each) ->
                    entries.add(quoted(key.toString()) + ": " + quoted(each.toString())));
        yield " {" + String.join(", ", entries) + "}";
      }
      case OfEnum words -> spoilt(path) ? " [no, word]" : " " + OfEnum.word((Enum<?>) value);
      case OfScalar(ScalarType scalar) -> {
        if (spoilt(path)) {
          yield " {no: scalar}";
        }
        String text = value instanceof Secret(String secret) ? secret : scalar.format(value);
        yield switch (scalar) {
          case INTEGER, LONG, BOOLEAN -> " " + text;
          case DURATION, BYTE_SIZE -> random.nextBoolean() ? " " + text : " " + quoted(text);
          default -> " " + quoted(text);
        };
      }
    };
  }

  private String record(RecordShape shape, Object value, String path, String indentation) {
    List<RecordShape.Key> keys = new ArrayList<>(shape.keys());
    Collections.shuffle(keys, random);
    boolean flow = !indentation.isEmpty() && random.nextInt(3) == 0;
    List<String> entries = new ArrayList<>();
    for (RecordShape.Key key : keys) {
      Object part = key.valueOf(value);
      boolean mayLeaveOut = !key.required() && Objects.equals(part, key.absent());
      if (part == null ? !mayLeaveOut : !(mayLeaveOut && random.nextBoolean())) {
        String name = random.nextInt(5) == 0 ? '"' + key.name() + '"' : key.name();
        String below = path.isEmpty() ? key.name() : path + "." + key.name();
        String inner = flow ? "flow" : indentation + "  ";
        entries.add(
            name
                + ":"
                + (part == null
                    ? " null"
                    : value(key.type(), part, below, indentation.equals("flow") ? "flow" : inner)));
      }
    }
    if (flow || indentation.equals("flow") || entries.isEmpty()) {
      return " {" + String.join(", ", entries) + "}";
    }
    String separator = "\n" + indentation;
    String comment = random.nextInt(4) == 0 ? " # a comment: [" : "";
    return comment + separator + String.join(separator, entries);
  }

  private String list(ValueType type, List<?> items, String path, String indentation) {
    boolean flow = indentation.equals("flow") || items.isEmpty() || random.nextInt(3) == 0;
    StringBuilder list = new StringBuilder(flow ? " [" : "");
    for (int i = 0; i < items.size(); i++) {
      String at = path + "[" + i + "]";
      if (flow) {
        list.append(i > 0 ? "," : "").append(value(type, items.get(i), at, "flow"));
      } else {
        list.append("\n").append(indentation).append("-");
        list.append(value(type, items.get(i), at, indentation + "  "));
      }
    }
    return list.append(flow ? "]" : "").toString();
  }

  private boolean spoilt(String path) {
    boolean spoilt = mistakeIn > 0 && random.nextInt(mistakeIn) == 0;
    if (spoilt) {
      mistakes.add(path);
    }
    return spoilt;
  }

  private String quoted(String text) {
    return random.nextBoolean() && !text.contains("\t")
        ? "'" + text.replace("'", "''") + "'"
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
  }
}
