package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Refused;
import dev.weir.app.config.bind.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The largest files there may be, each made to cost as much as it can. */
class HostileFilesTest {
  private static final int SIZE = 1024 * 1024;

  static Stream<String> files() {
    return Stream.of(
        "[".repeat(SIZE),
        "{".repeat(SIZE),
        "]".repeat(SIZE),
        "- ".repeat(SIZE / 2),
        "? ".repeat(SIZE / 2),
        "a: ".repeat(SIZE / 3),
        "{a: ".repeat(SIZE / 4),
        "a".repeat(SIZE),
        "a".repeat(SIZE - 3) + ": 1",
        "drain: " + "9".repeat(SIZE - 10),
        "drain: \"" + "\\n".repeat(SIZE / 2 - 10) + "\"",
        "drain: '" + "''".repeat(SIZE / 2 - 10) + "'",
        "drain: |\n" + " x\n".repeat(SIZE / 3 - 10),
        "drain: " + "://".repeat(SIZE / 3 - 10) + "@",
        "drain: " + "://@".repeat(SIZE / 4 - 10),
        "drain: 1s\n".repeat(SIZE / 10),
        "listener: 1\n".repeat(SIZE / 12),
        "[a" + ",a".repeat(SIZE / 2 - 10) + "]",
        "filters: [" + "{nme: x},".repeat(SIZE / 9 - 10) + "]",
        "clusters: [{nodes: [" + "http://a:b@c,".repeat(SIZE / 13 - 10) + "]}]",
        "a: &a " + "x".repeat(SIZE / 2) + "\nlisteners: [*a" + ", *a".repeat(SIZE / 8 - 50) + "]",
        "a: &a [1]\nlisteners: [*a" + ", *a".repeat(SIZE / 4 - 50) + "]",
        "listeners:\n" + " - {address: 'a:1', head-timeout: 0s}\n".repeat(SIZE / 40),
        "clusters:\n" + " - {name: a}\n".repeat(SIZE / 13 - 10),
        "clusters: [{nodes: [" + "http://a:1,".repeat(SIZE / 11 - 10) + "]}]",
        "&".repeat(SIZE),
        "!".repeat(SIZE),
        "%".repeat(SIZE),
        "#".repeat(SIZE),
        "\t".repeat(SIZE),
        "\n".repeat(SIZE - 4) + "[",
        "token\n".repeat(SIZE / 6) + "[",
        " token\n".repeat(SIZE / 7 - 1) + "a: b: c",
        "password: [" + "x,".repeat(SIZE / 2 - 20),
        "drain: " + "🌊".repeat(SIZE / 4 - 10));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("files")
  void shouldReportSoon(String file) {
    byte[] yaml = file.getBytes(UTF_8);
    Surroundings surroundings = new Surroundings(Path.of("/"), name -> null);

    Binding<Configuration> binding =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> Binding.of(Configuration.class, yaml, surroundings));

    assertThat(yaml.length).isLessThanOrEqualTo(SIZE);
    if (binding instanceof Refused<Configuration>(var mistakes, int more)) {
      assertThat(mistakes).isNotEmpty().hasSizeLessThanOrEqualTo(1000);
      String report = new Report(Path.of("x"), mistakes, more, true).text();
      assertThat(report.length()).isLessThan(SIZE);
    } else {
      assertThat(file).matches("[#\n]*");
    }
  }
}
