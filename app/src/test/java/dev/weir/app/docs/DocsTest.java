package dev.weir.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.Configuration;
import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead somewhere, and what the pages show of configuration is right. */
class DocsTest {
  @TempDir Path folder;

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkToWhatThereIs(Page page) throws IOException {
    for (String link : page.links()) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
      assertThat(target).as("%s links to %s", page, link).exists();
      if (parts.length == 2) {
        assertThat(new Page(target, Files.readString(target)).anchors())
            .as("%s links to %s", page, link)
            .contains(parts[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowConfigurationThatIsRight(Page page) throws IOException {
    Files.writeString(folder.resolve("weir-admin"), "a secret");
    Surroundings surroundings = new Surroundings(folder, name -> "a secret");

    for (String yaml : page.blocks("yaml")) {
      byte[] bytes = yaml.replace("file:/run/secrets", "file:" + folder).getBytes(UTF_8);
      assertThat(Binding.of(Configuration.class, bytes, surroundings))
          .as("%s shows\n%s", page, yaml)
          .isInstanceOf(Binding.Bound.class);
    }
  }

  @Test
  void shouldBeTestedByTheCommandOfTheReadme() throws IOException {
    assertThat(Page.of("README.md").blocks("bash")).contains("./weir demo\n", "mvn verify\n");
    assertThat(Page.of(".ci/run").text()).endsWith("exec mvn -B verify\n");
  }
}
