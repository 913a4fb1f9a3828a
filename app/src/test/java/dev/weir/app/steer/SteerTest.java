package dev.weir.app.steer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands ask of the admin listener, and what they tell. */
class SteerTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();
  private final HttpServer admin;
  private int status = 200;
  private String answer = "{\"set_to\": \"500/s\", \"for\": \"10m\", \"until\": \"13:10\"}";

  SteerTest() throws IOException {
    admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    admin.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getRawPath()
                  + "?"
                  + exchange.getRequestURI().getRawQuery()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    admin.start();
  }

  @AfterEach
  void stop() {
    admin.stop(0);
  }

  private int run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--admin");
    all.add("http://127.0.0.1:" + admin.getAddress().getPort());
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(complained, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void shouldSetALimitForATime() {
    int code =
        run(new SetCommand(), "limit", "a b", "500/s", "--for", "10m", "--why", "a sale & more");

    assertThat(code).isZero();
    assertThat(asked)
        .containsExactly(
            "POST /-/limits/a%20b?rate=500%2Fs&for=10m&why=a%20sale%20%26%20more null");
    assertThat(said.toString()).isEqualTo("limit a b: 500/s for 10m, until 13:10\n");
  }

  @Test
  void shouldSetALaneAndTurnASwitchAndTakeBoth() {
    assertThat(run(new SetCommand(), "lane", "writers", "4", "--for", "1h")).isZero();
    assertThat(run(new SwitchCommand(), "core-only", "off", "--for", "1h", "--token", "t"))
        .isZero();
    assertThat(run(new SetCommand(), "rule", "deep-page", "warn", "--for", "1h")).isZero();
    answer = "{\"set_to\": \"configured\"}";
    assertThat(run(new RevertCommand(), "switch", "core-only")).isZero();

    assertThat(asked)
        .containsExactly(
            "POST /-/lanes/writers?bound=4&for=1h null",
            "POST /-/switches/core-only?turn=off&for=1h Bearer t",
            "POST /-/rules/deep-page?mode=warn&for=1h null",
            "DELETE /-/switches/core-only?null null");
    assertThat(said.toString()).endsWith("switch core-only: configured\n");
  }

  @Test
  void shouldSayWhyItWasRefused() {
    status = 404;
    answer = "{\"error\": {\"reason\": \"other (GET /-/limits lists what there is)\"}}";

    assertThat(run(new RevertCommand(), "limit", "other")).isEqualTo(1);
    assertThat(complained.toString())
        .isEqualTo("weir: other (GET /-/limits lists what there is)\n");
  }

  @Test
  void shouldAskForATimeAndKnowWhatCanBeSet() {
    assertThat(run(new SetCommand(), "limit", "one", "500/s")).isEqualTo(2);
    assertThat(run(new SetCommand(), "switch", "one", "on", "--for", "1m")).isEqualTo(2);
    assertThat(run(new SwitchCommand(), "one", "maybe", "--for", "1m")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }
}
