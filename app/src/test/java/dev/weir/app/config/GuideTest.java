package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Bound;
import dev.weir.app.config.bind.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows is true. */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/guide/configuration.md");

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldTakeEveryExample() throws IOException {
    Files.writeString(folder.resolve("weir-admin"), "a secret");
    Surroundings surroundings = new Surroundings(folder, name -> "a secret");

    List<String> examples = blocks("yaml");

    assertThat(examples).hasSizeGreaterThan(4);
    assertThat(examples)
        .map(yaml -> yaml.replace("file:/run/secrets", "file:" + folder).getBytes(UTF_8))
        .map(yaml -> Binding.of(Configuration.class, yaml, surroundings))
        .allSatisfy(binding -> assertThat(binding).isInstanceOf(Bound.class));
  }

  @Test
  void shouldReportAsItSays() throws IOException {
    byte[] yaml = "listeners:\n  - adress: 127.0.0.1:9200\ndrain: 30\n".getBytes(UTF_8);

    String report =
        assertThatExceptionOfType(InvalidConfiguration.class)
            .isThrownBy(
                () ->
                    ConfigurationFile.read(
                        Path.of("weir.yaml"), yaml, Surroundings.of(Path.of("/"))))
            .actual()
            .getMessage();

    assertThat(blocks("console")).contains("$ weir check weir.yaml\n" + report + "\n");
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
