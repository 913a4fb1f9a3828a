package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTellTheVersionOfTheBuild() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).matches("weir \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d.*\\)\\R");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHelpWithExamples(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("Examples:", "  weir " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --listen nowhere",
        "run --upstream http://10.0.0.1:9200 --config weir.yaml",
        "swim",
        "run --depth 3"
      })
  void shouldEndWithTwoWhenTheCommandLineIsNotUnderstood(String line) {
    assertThat(run(line.split(" "))).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).isNotBlank();
  }

  @Test
  void shouldSayWhatIsWrongWithAnUpstream() {
    assertThat(run("run", "--upstream", "10.0.0.1:9200")).isNotZero();

    assertThat(err.toString()).contains("10.0.0.1:9200", "http://host:port");
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    assertThat(run("run", "--config", "no-such.yaml")).isEqualTo(ExitCodes.FAILED);

    assertThat(err.toString()).contains("no-such.yaml", "no such file");
  }

  static Iterable<String> commands() {
    return Main.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"))
        .toList();
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
