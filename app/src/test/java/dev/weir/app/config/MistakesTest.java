package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.app.config.bind.Mistake;
import dev.weir.app.config.bind.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of mistakes beside the exact report on it. After a change that is meant, {@code
 * -Dweir.golden=write} writes the reports anew.
 */
class MistakesTest {
  private static final Path FILES = Path.of("src/test/resources/dev/weir/app/config/mistakes");
  private static final Surroundings SURROUNDINGS =
      new Surroundings(Path.of("/etc/weir"), Map.of("SET", "s3cret-of-the-environment")::get);

  static Stream<String> files() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(FILES)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    return names.stream().filter(name -> name.endsWith(".yaml"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void shouldReportExactly(String name) throws Exception {
    byte[] yaml = Files.readAllBytes(FILES.resolve(name));
    Path golden = FILES.resolve(name.replace(".yaml", ".txt"));

    String report = refusal(name, yaml).getMessage() + "\n";

    if ("write".equals(System.getProperty("weir.golden"))) {
      Files.writeString(golden, report);
    }
    assertThat(report).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void shouldPlaceMistakesInTheFileAndInItsOrder(String name) throws Exception {
    byte[] yaml = Files.readAllBytes(FILES.resolve(name));
    List<String> lines = new String(yaml, UTF_8).lines().toList();

    List<Mistake> mistakes = refusal(name, yaml).mistakes();

    assertThat(mistakes).isSorted().isNotEmpty();
    assertThat(mistakes)
        .allSatisfy(
            mistake -> {
              assertThat(mistake.line()).isBetween(1, lines.size() + 1);
              assertThat(mistake.column())
                  .isBetween(
                      1,
                      mistake.line() > lines.size()
                          ? 1
                          : lines.get(mistake.line() - 1).length() + 1);
              assertThat(mistake.caret()).isBetween(0, mistake.excerpt().length() + 1);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void shouldNeverShowASecret(String name) throws Exception {
    byte[] yaml = Files.readAllBytes(FILES.resolve(name));

    InvalidConfiguration refusal = refusal(name, yaml);

    // Every secret in the files has this in it.
    assertThat(refusal.report(true)).doesNotContain("s3cret");
    assertThat(refusal.mistakes().toString()).doesNotContain("s3cret");
  }

  private static InvalidConfiguration refusal(String name, byte[] yaml) {
    return assertThatExceptionOfType(InvalidConfiguration.class)
        .isThrownBy(() -> ConfigurationFile.read(Path.of(name), yaml, SURROUNDINGS))
        .actual();
  }
}
