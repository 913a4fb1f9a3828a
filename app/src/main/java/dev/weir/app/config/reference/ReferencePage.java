package dev.weir.app.config.reference;

import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.ScalarType;
import dev.weir.app.config.bind.ValueType;
import dev.weir.app.config.bind.ValueType.OfEnum;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.app.config.bind.ValueType.OfScalar;
import dev.weir.gateway.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of every key, in Markdown: a section for each mapping, a row for each key. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration reference

      <!-- Written from the code: change the descriptions there, then run
      %s -->

      Every key that a configuration file may have. How to write one is in [the guide](../guide/configuration.md); editors
      complete and check it with [weir.schema.json](weir.schema.json); `weir check FILE` tells every mistake at once.

      **Units.** Durations are a whole number and `ms`, `s`, `m`, `h` or `d`, at most `3650d`. Sizes are a whole number and
      `b`, `kb`, `mb` or `gb`, in powers of 1,024. Relative paths begin at the file's own folder. A secret is text,
      `env:NAME` for an environment variable, or `file:/path` for the content of a file without its last line's end.
      """;

  private ReferencePage() {}

  static String of(RecordShape root, String command) {
    StringBuilder page = new StringBuilder(HEAD.replace("%s", command));
    for (Section section : Section.all(root)) {
      page.append("\n## ")
          .append(section.path().isEmpty() ? "The file" : code(section.path()))
          .append("\n\n")
          .append(section.description())
          .append("\n\n| key | type | default | what it does | example |\n|---|---|---|---|---|\n");
      for (RecordShape.Key key : section.shape().keys()) {
        Setting setting = Section.setting(key);
        page.append(
            "| %s | %s | %s | %s | %s |\n"
                .formatted(
                    code(key.name()),
                    type(key.type(), section.below(key)),
                    absent(key),
                    cell(setting.value()),
                    code(setting.example())));
      }
    }
    return page.toString();
  }

  private static String type(ValueType type, String path) {
    return switch (type) {
      case OfRecord shape -> "[mapping](#%s)".formatted(anchor(path));
      case OfList(ValueType item) -> "list of " + type(item, path);
      case OfMap(ValueType item) -> "mapping of names to " + type(item, path);
      case OfEnum words ->
          words.words().stream().map(ReferencePage::code).collect(Collectors.joining(", "));
      case OfScalar(ScalarType scalar) -> scalar.title();
    };
  }

  private static String absent(RecordShape.Key key) {
    Object value = key.absent();
    if (key.required()) {
      return "**required**";
    }
    return value == null ? "absent" : value(key.type(), value);
  }

  private static String value(ValueType type, Object value) {
    return switch (type) {
      case OfRecord mapping -> "as below";
      case OfMap map -> ((Map<?, ?>) value).isEmpty() ? code("{}") : code(value.toString());
      case OfList(OfRecord(RecordShape shape)) ->
          ((List<?>) value).isEmpty() ? code("[]") : "one, as below";
      case OfList(ValueType item) -> code(plain(type, value));
      case OfEnum words -> code(plain(type, value));
      case OfScalar scalar -> code(plain(type, value));
    };
  }

  /** A value without mappings in it, as one would write it. */
  static String plain(ValueType type, Object value) {
    return switch (type) {
      case OfList(ValueType item) ->
          ((List<?>) value)
              .stream().map(each -> plain(item, each)).collect(Collectors.joining(", ", "[", "]"));
      case OfEnum words -> OfEnum.word((Enum<?>) value);
      case OfScalar(ScalarType scalar) -> scalar.format(value);
      default -> throw new IllegalArgumentException("a mapping: " + value);
    };
  }

  /** What GitHub makes of the heading. */
  private static String anchor(String path) {
    return path.replaceAll("[^a-z0-9-]", "");
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
