package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.admin.Reload;
import dev.weir.app.fakes.RawHttp;
import dev.weir.gateway.settings.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloads, with a gateway that really runs; the node behind it is not there. */
class ProgramTest {
  private static final String FIRST =
      """
      listeners: [{address: "127.0.0.1:0"}]
      clusters: [{name: main, nodes: ["http://127.0.0.1:1"]}]
      """;

  @TempDir Path folder;
  private Path file = Path.of("weir.yaml");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("weir.yaml"), FIRST);
  }

  @Test
  void shouldTakeAnotherConfigurationWithoutLettingGoOfItsListener() throws Exception {
    try (Program program = start()) {
      InetSocketAddress before = program.addresses().getFirst();
      Files.writeString(file, FIRST.replace("main", "other") + "drain: 7s\n");

      Reload reload = program.reload();

      assertThat(reload).isEqualTo(new Reload.Done(true, List.of()));
      assertThat(program.configuration().drain()).isEqualTo(Duration.ofSeconds(7));
      assertThat(program.status().clusters().getFirst().name()).isEqualTo("other");
      assertThat(program.addresses()).containsExactly(before);
      assertThat(ask(program)).startsWith("HTTP/1.1 50");
    }
  }

  @Test
  void shouldChangeNothingAndTellEveryMistake() throws Exception {
    try (Program program = start()) {
      Files.writeString(file, FIRST + "drian: 7s\nevent-loops: many\n");

      Reload reload = program.reload();

      assertThat(reload).isInstanceOf(Reload.Refused.class);
      assertThat(((Reload.Refused) reload).mistakes())
          .hasSize(2)
          .anySatisfy(m -> assertThat(m).contains("weir.yaml:3:1", "drian"))
          .anySatisfy(m -> assertThat(m).contains("weir.yaml:4:", "event-loops", "many"));
      assertThat(program.status().clusters().getFirst().name()).isEqualTo("main");
      assertThat(ask(program)).startsWith("HTTP/1.1 50");
    }
  }

  @Test
  void shouldPlaceAMistakeThatOnlyTheGatewayFinds() throws Exception {
    try (Program program = start()) {
      Files.writeString(file, FIRST + "filters: [{name: no-such-filter}]\n");

      Reload reload = program.reload();

      assertThat(reload).isInstanceOf(Reload.Refused.class);
      assertThat(((Reload.Refused) reload).mistakes().getFirst())
          .contains("weir.yaml:3:", "no-such-filter");
    }
  }

  @Test
  void shouldTellWhatTakesARestart() throws Exception {
    try (Program program = start()) {
      Files.writeString(file, FIRST + "event-loops: 7\nadmin: {address: \"127.0.0.1:9999\"}\n");

      Reload reload = program.reload();

      assertThat(reload).isInstanceOf(Reload.Done.class);
      assertThat(((Reload.Done) reload).notes())
          .containsExactly(
              "admin.address: stays 127.0.0.1:9280 until a restart (wanted: 127.0.0.1:9999)",
              "event-loops: stays 0 until a restart (wanted: 7)");
      assertThat(program.configuration().eventLoops()).isZero();
    }
  }

  @Test
  void shouldChangeNothingWhenTheAccessLogCannotBeOpened() throws Exception {
    try (Program program = start()) {
      Files.writeString(file, FIRST + "drain: 7s\naccess-log: {file: no/such/folder/a.log}\n");

      Reload reload = program.reload();

      assertThat(reload).isInstanceOf(Reload.Refused.class);
      assertThat(program.configuration().drain()).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Test
  void shouldKeepWhatTheCommandLineSaysOverTheFile() throws Exception {
    CommandLineSettings given =
        new CommandLineSettings(
            List.of(URI.create("http://127.0.0.1:2")), Address.loopback(0), null);
    ConfigurationSource source = new FileConfiguration(file, given);
    try (Program program = Program.start(source, source.read())) {
      Files.writeString(file, FIRST + "drain: 7s\n");

      program.reload();

      assertThat(program.configuration().drain()).isEqualTo(Duration.ofSeconds(7));
      assertThat(program.configuration().clusters().getFirst().nodes())
          .containsExactly(URI.create("http://127.0.0.1:2"));
    }
  }

  private Program start() throws Exception {
    ConfigurationSource source =
        new FileConfiguration(file, new CommandLineSettings(List.of(), null, null));
    return Program.start(source, source.read());
  }

  private static String ask(Program program) throws IOException {
    return RawHttp.exchange(program.addresses().getFirst(), "GET / HTTP/1.1", "Host: localhost");
  }
}
