package dev.weir.app.config.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulePagesTest {
  private static final Path FOLDER = Path.of("../docs/rules");

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void shouldBeUpToDate(String name) throws IOException {
    if ("write".equals(System.getProperty("weir.golden"))) {
      RulePages.write(FOLDER);
    }

    assertThat(FOLDER.resolve(name))
        .as("Out of date: run  %s", RulePages.COMMAND)
        .hasContent(RulePages.files().getOrDefault(name, ""));
  }

  static Stream<String> names() {
    return RulePages.files().keySet().stream();
  }

  @Test
  void shouldKeepNoPageOfARuleThatIsGone() throws IOException {
    try (Stream<Path> pages = Files.list(FOLDER)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(RulePages.files().keySet());
    }
  }
}
