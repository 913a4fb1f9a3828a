package dev.weir.app.shapes;

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
class ShapeCommandsTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();
  private final HttpServer admin;
  private int status = 200;
  private String answer = "{}";

  ShapeCommandsTest() throws IOException {
    admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    admin.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
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
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(complained, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void shouldBlockLimitAndFreeAShape() {
    answer =
        "{\"shape\": \"1f3a9c0b77e2d411\", \"set_to\": \"blocked\", \"for\": \"10m\","
            + " \"until\": \"13:10\", \"outlasts_restart\": false}";
    assertThat(run(new BlockCommand(), "1f3a", "--for", "10m", "--why", "a b")).isZero();
    assertThat(run(new LimitCommand(), "1f3a", "5/s", "--for", "1h")).isZero();
    answer = "{\"shape\": \"1f3a9c0b77e2d411\", \"set_to\": \"free\"}";
    assertThat(run(new UnblockCommand(), "1f3a")).isZero();

    assertThat(asked)
        .containsExactly(
            "POST /-/shapes/1f3a/block?for=10m&why=a%20b",
            "POST /-/shapes/1f3a/limit?rate=5%2Fs&for=1h", "DELETE /-/shapes/1f3a");
    assertThat(said.toString())
        .contains(
            "shape 1f3a9c0b77e2d411: blocked for 10m, until 13:10\n",
            "  It ends with this process, since the configuration has no state.\n")
        .endsWith("shape 1f3a9c0b77e2d411: free\n");
  }

  @Test
  void shouldSayWhyItWasRefused() {
    status = 400;
    answer = "{\"error\": {\"reason\": \"nothing has changed\"}}";

    assertThat(run(new BlockCommand(), "1f3a", "--for", "10m")).isEqualTo(1);
    assertThat(run(new ShapeCommand(), "1f3a")).isEqualTo(1);
    assertThat(complained.toString()).contains("weir: nothing has changed");
  }

  @Test
  void shouldShowATableOfShapes() {
    answer =
        """
        {"rate": 120.4, "cost_per_second": 900.0, "known": 2, "sort": "share",
         "shapes": [
          {"id": "1f3a9c0b77e2d411", "share": 0.812, "rate": 2.0, "cost": 365.0, "took_ms": 360.4,
           "p50_ms": 340.0, "p99_ms": 800.0, "refused": 3, "indices": {"bills": 9},
           "rules": {"deep-page": 9}, "order": {}},
          {"id": "00000000000000aa", "share": 0.188, "rate": 118.4, "cost": 1.4, "refused": 0,
           "indices": {}, "rules": {}}],
         "orders": [{"shape": "1f3a9c0b77e2d411", "set_to": "5/s", "until": "13:10",
           "refused": 3, "why": "too slow"}]}
        """;
    assertThat(run(new ShapesCommand(), "--sort", "p99", "--limit", "5", "--once")).isZero();

    assertThat(asked).containsExactly("GET /-/shapes?sort=p99&limit=5");
    assertThat(said.toString())
        .contains(
            "searches/s 120  cost/s 900  shapes 2",
            "1f3a9c0b77e2d411  81.2%      2.0      365    360ms    340ms    800ms        3  bills",
            "deep-page",
            "00000000000000aa  18.8%      118      1.4        -        -        -        0",
            "by hand",
            "5/s until 13:10, has refused 3  too slow");
  }

  @Test
  void shouldGiveTheTableAsJson() {
    answer = "{\"shapes\" : [ ]}\n";
    assertThat(run(new ShapesCommand(), "--json")).isZero();
    assertThat(said.toString()).isEqualTo(answer);
  }

  @Test
  void shouldShowOneShapeAndItsCure() {
    answer =
        """
        {"id": "1f3a9c0b77e2d411", "share": 0.8, "count": 12, "rate": 2.0, "cost": 365.0,
         "first_seen": "a", "last_seen": "b", "took_ms": 3.0, "took_most_ms": 9, "p50_ms": 1.0,
         "p95_ms": 2.0, "p99_ms": 3.0, "hits": 7.0, "shards": 3.0, "failed": 1, "timed_out": 0,
         "refused": 4, "operations": {"search": 12}, "tenants": {"shop": 12}, "indices": {},
         "sample": "{\\"from\\":\\"?\\"}",
         "findings": [{"rule": "deep-page", "why": "Far back.", "trouble": "T", "cure": "C"}],
         "order": {"shape": "1f3a9c0b77e2d411", "set_to": "blocked", "until": "13:10",
           "refused": 4, "why": "x"}}
        """;
    assertThat(run(new ShapeCommand(), "1f3a")).isZero();

    assertThat(asked).containsExactly("GET /-/shapes/1f3a");
    assertThat(said.toString())
        .contains(
            "shape 1f3a9c0b77e2d411  80.0% of what all searches cost of late",
            "12 times, 2.0/s",
            "shop 12",
            "{\"from\":\"?\"}",
            "deep-page  Far back.",
            "instead   C",
            "blocked until 13:10");
  }
}
