package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.admin.Reload;
import dev.weir.app.fakes.RawHttp;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.ShapeSample;
import dev.weir.gateway.settings.ShapesSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
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
  void shouldTellThatTablesOfShapesStayAsLargeAsTheyAre() throws Exception {
    Files.writeString(file, FIRST + "queries: {shapes: {most: 50}}\n");
    try (Program program = start()) {
      Files.writeString(file, FIRST + "queries: {shapes: {most: 60, sample: none}}\n");

      Reload reload = program.reload();

      assertThat(((Reload.Done) reload).notes())
          .containsExactly("queries.shapes.most: stays 50 until a restart (wanted: 60)");
      QueriesSettings queries = Objects.requireNonNull(program.configuration().queries());
      assertThat(queries.shapes()).isEqualTo(new ShapesSettings(50, ShapeSample.NONE));
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
  void shouldTellWhoseRequestsAreInTheAccessLogAndTheMetricsButNoSecrets() throws Exception {
    String before =
        "tenants: {known: [{name: bills, users: [{name: ann, password: hush-1}],"
            + " api-keys: [{id: key, key: hush-2}]}]}\n";
    String after = before.replace("name: bills", "name: coupons");
    Path log = folder.resolve("access.log");
    String logged = "access-log: {file: " + log + "}\n";
    Files.writeString(file, FIRST + logged + before);
    ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    try (Program program = start()) {
      assertThat(askAs(program, "ann:hush-1")).startsWith("HTTP/1.1 50");
      Files.writeString(file, FIRST + logged + after);
      assertThat(program.reload()).isEqualTo(new Reload.Done(true, List.of()));
      assertThat(askAs(program, "ann:hush-1")).startsWith("HTTP/1.1 50");
      assertThat(askAs(program, "ann:hush-3")).startsWith("HTTP/1.1 401").doesNotContain("hush");
      program.scrape(metrics, "text/plain");
      assertThat(program.configuration().toString()).doesNotContain("hush");
    }

    assertThat(Files.readString(log))
        .contains("\"tenant\":\"bills\"", "\"tenant\":\"coupons\"", "\"tenant\":\"unknown\"")
        .doesNotContain("hush", "YW5u", "ann");
    assertThat(metrics.toString(UTF_8))
        .contains(
            "weir_tenant_requests_total{outcome=\"upstream_failed\",tenant=\"bills\"} 1.0",
            "weir_tenant_requests_total{outcome=\"upstream_failed\",tenant=\"coupons\"} 1.0",
            "weir_tenant_requests_total{outcome=\"refused\",tenant=\"unknown\"} 1.0")
        .doesNotContain("hush", "YW5u", "ann");
  }

  private static String askAs(Program program, String credentials) throws IOException {
    return RawHttp.exchange(
        program.addresses().getFirst(),
        "GET / HTTP/1.1",
        "Host: localhost",
        "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  @Test
  void shouldPlaceKeysOfTokensThatCannotBeRead() throws Exception {
    try (Program program = start()) {
      Files.writeString(
          file,
          FIRST
              + "tenants:\n  known: [{name: bills}]\n  issuers:\n"
              + "    - {issuer: a, key: no-such.pem}\n");

      Reload reload = program.reload();

      assertThat(reload).isInstanceOf(Reload.Refused.class);
      assertThat(((Reload.Refused) reload).mistakes().getFirst())
          .contains("weir.yaml:6:", "tenants.issuers[0].key", "a file that can be read");
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
