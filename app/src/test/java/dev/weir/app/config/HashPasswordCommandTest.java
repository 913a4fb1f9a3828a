package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HashPasswordCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPrintWhatAConfigurationTakes() {
    assertThat(run("Straße €\nand more\n")).isZero();

    PasswordHash hash = PasswordHash.parse(out.toString().strip());
    assertThat(hash.isOf("Straße €")).isTrue();
    assertThat(hash.isOf("Straße")).isFalse();
    assertThat(out.toString()).doesNotContain("Straße");
  }

  @Test
  void shouldMakeAnotherHashEachTime() {
    run("dam\n");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("dam\n");

    assertThat(out.toString()).isNotEqualTo(first);
  }

  @Test
  void shouldSayThatThereIsNoPassword() {
    assertThat(run("")).isEqualTo(1);
    assertThat(run("\n")).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("no password");
  }

  private int run(String input) {
    CommandLine command =
        new CommandLine(new HashPasswordCommand(new ByteArrayInputStream(input.getBytes(UTF_8))));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute();
  }
}
