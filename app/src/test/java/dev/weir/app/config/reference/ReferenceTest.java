package dev.weir.app.config.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.Configuration;
import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Bound;
import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.Surroundings;
import dev.weir.gateway.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
  private static final Path FOLDER = Path.of("../docs/reference");

  @TempDir private static Path folder = Path.of("");

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void shouldBeUpToDate(String name) throws IOException {
    if ("write".equals(System.getProperty("weir.golden"))) {
      GenerateReference.write(FOLDER);
    }

    assertThat(FOLDER.resolve(name))
        .as("Out of date: run  %s", GenerateReference.COMMAND)
        .hasContent(GenerateReference.files().getOrDefault(name, ""));
  }

  static Stream<String> names() {
    return GenerateReference.files().keySet().stream().sorted();
  }

  /** An example stands alone, or with one other key that it needs. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("keys")
  void shouldTakeItsOwnExample(Section section, RecordShape.Key key) throws IOException {
    Setting setting = Section.setting(key);
    Files.writeString(folder.resolve("token"), "a secret");

    assertThat(setting.value()).endsWith(".").doesNotContain("\n");
    assertThat(setting.example()).isNotBlank();
    assertThat(section.shape().keys())
        .as("%s: %s", key.name(), setting.example())
        .anyMatch(companion -> binds(section.shape(), key, companion));
  }

  static Stream<Arguments> keys() {
    return Section.all(RecordShape.of(Configuration.class)).stream()
        .flatMap(section -> section.shape().keys().stream().map(key -> Arguments.of(section, key)));
  }

  private static boolean binds(RecordShape shape, RecordShape.Key key, RecordShape.Key companion) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (RecordShape.Key each : shape.keys()) {
      if (each.required() || each.equals(key) || each.equals(companion)) {
        // The only examples that look outside of the file.
        String example = Section.setting(each).example();
        lines.put(each.name(), example.replace("file:/run/secrets", "file:" + folder));
      }
    }
    StringBuilder yaml = new StringBuilder();
    lines.forEach((name, example) -> yaml.append(name + ": " + example + "\n"));
    return Binding.of(
            shape.type(),
            yaml.toString().getBytes(UTF_8),
            new Surroundings(folder, name -> "a secret"))
        instanceof Bound<?>;
  }

  @Test
  void shouldLeadToASectionByEveryLink() {
    String page = GenerateReference.files().getOrDefault("configuration.md", "");
    List<String> headings =
        page.lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).replaceAll("[^a-z0-9-]", ""))
            .toList();

    assertThat(Stream.of(page.split("\\(#", -1)).skip(1).map(link -> link.split("\\)", -1)[0]))
        .isNotEmpty()
        .allMatch(headings::contains);
  }
}
