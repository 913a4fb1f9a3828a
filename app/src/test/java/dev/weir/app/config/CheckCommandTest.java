package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldSumUpAFileThatIsRight() throws IOException {
    Path file = write("clusters: [{name: a, nodes: [http://es1:9200, http://es2:9200]}]");

    int code = check(file.toString());

    assertThat(code).isZero();
    assertThat(out)
        .hasToString(
            file + ": no mistakes; 1 listener, 1 cluster with 2 nodes, 0 routes, 0 filters\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldTakeAnEmptyFileAndTheEditorsComment() throws IOException {
    assertThat(check(write("").toString())).isZero();
    assertThat(check(write("# yaml-language-server: $schema=weir.schema.json\n").toString()))
        .isZero();
    assertThat(check(write("---\n").toString())).isZero();
  }

  @Test
  void shouldPrintEveryMistakeWithItsLineAndHowManyThereAre() throws IOException {
    Path file = write("drain: soon\ntransprot: nio\n");

    int code = check(file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(file + ":1:8: drain: soon (expected: a duration")
        .contains("\n    drain: soon\n           ^\n")
        .contains("\n" + file + ":2:1: transprot: unknown key, did you mean transport?")
        .endsWith("\n" + file + ": 2 mistakes\n");
  }

  @Test
  void shouldCountWhatItDoesNotShow() throws IOException {
    Path file = write("a: 1\n".repeat(1234));

    assertThat(check(file.toString())).isEqualTo(1);

    assertThat(out.toString()).endsWith(": 1234 mistakes, of which the first 1000 are shown\n");
  }

  @Test
  void shouldSayWhyAFileCannotBeRead() {
    int missing = check(folder.resolve("none.yaml").toString());
    int directory = check(folder.toString());

    assertThat(missing).isEqualTo(2);
    assertThat(directory).isEqualTo(2);
    assertThat(err.toString())
        .contains("none.yaml: no such file\n")
        .contains(folder + ": a folder (expected: a file)\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldColorWhenAsked() throws IOException {
    Path file = write("drain: soon\n");
    try {
      ConfigurationFile.read(file);
    } catch (InvalidConfiguration e) {
      assertThat(e.report(true)).contains("\033[31msoon\033[0m").contains("\033[31m^\033[0m");
      assertThat(e.report(false)).doesNotContain("\033");
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("weir.yaml"), yaml);
  }

  private int check(String... arguments) {
    return new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
