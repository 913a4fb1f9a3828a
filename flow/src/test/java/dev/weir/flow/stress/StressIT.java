package dev.weir.flow.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs jcstress over this package, for a time that a build can spare; {@code -Dweir.stress=tough}
 * takes longer.
 */
class StressIT {
  private static final Path RESULTS = Path.of("target", "jcstress").toAbsolutePath();

  @Test
  void shouldFindNoOutcomeThatIsForbidden() throws IOException, InterruptedException {
    Files.createDirectories(RESULTS);
    Path log = RESULTS.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-t",
                StressIT.class.getPackageName(),
                "-r",
                RESULTS.toString(),
                "-m",
                System.getProperty("weir.stress", "quick"),
                "-sc",
                "false")
            .directory(RESULTS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }

    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("Failed tests: No matches.", "Error tests: No matches.")
        .containsPattern("All remaining tests: [1-9]");
  }
}
