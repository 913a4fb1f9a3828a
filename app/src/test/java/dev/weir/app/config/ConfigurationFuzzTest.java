package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Refused;
import dev.weir.app.config.bind.Mistake;
import dev.weir.app.config.bind.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * No bytes make the reading of a configuration throw, hang, or report nonsense. Runs over its seeds
 * in every test run; {@code JAZZER_FUZZ=1 mvn test -pl app -am -Dtest=ConfigurationFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false} searches for more.
 */
class ConfigurationFuzzTest {
  /** No mutation of the seeds is likely to come upon it. */
  private static final String SECRET = "kept-by-the-environment-alone";

  private static final Surroundings SURROUNDINGS =
      new Surroundings(Path.of("/nowhere"), name -> name.equals("SET") ? SECRET : null);

  @FuzzTest(maxDuration = "5m")
  void shouldTakeAnyBytes(byte[] yaml) {
    Binding<Configuration> binding =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> Binding.of(Configuration.class, yaml, SURROUNDINGS));

    if (binding instanceof Refused<Configuration>(List<Mistake> mistakes, int more)) {
      assertThat(mistakes).isNotEmpty();
      for (Mistake mistake : mistakes) {
        assertThat(mistake.line()).isPositive();
        assertThat(mistake.column()).isPositive();
        assertThat(mistake.caret()).isBetween(0, mistake.excerpt().length() + 1);
        assertThat(mistake.toString()).doesNotContain("\n", "\r", "\033", SECRET);
      }
      assertThat(new Report(Path.of("x"), mistakes, more, false).text()).contains("mistake");
    }
  }
}
