package dev.weir.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.weir.app.fakes.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir run} before a node of the test's own: signals, reloads, the admin listener. */
class RunIT {
  private static final int REST_KILOBYTES = 120 * 1024;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final HttpServer node;
  @TempDir Path folder;

  RunIT() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    node.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    node.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow")) {
            asked.countDown();
            awaitAnswer();
          }
          byte[] body = "{\"tagline\":\"at your service\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
  }

  @AfterEach
  void stop() {
    answer.countDown();
    node.stop(0);
  }

  @Test
  void shouldServeAndSayWhere() throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, "--upstream", nodeUrl())) {
      HttpResponse<String> response = weir.get(weir.listener(), "/");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("at your service");
      assertThat(weir.output()).contains("cluster   main: " + nodeUrl());
    }
  }

  @Test
  void shouldLetWhatIsInFlightEndWhenItIsAskedToStop() throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, "--upstream", nodeUrl())) {
      CompletableFuture<HttpResponse<String>> slow = weir.getLater(weir.listener(), "/slow");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

      weir.signal("TERM");
      await().until(() -> weir.output().contains("draining"));
      assertThat(weir.get(weir.admin(), "/-/ready").statusCode()).isEqualTo(503);
      answer.countDown();

      assertThat(slow.get(10, TimeUnit.SECONDS).body()).contains("at your service");
      assertThat(weir.exitCode()).isZero();
      assertThat(weir.output()).contains("drained cut=0");
    }
  }

  @Test
  void shouldEndAtOnceOnASecondSignal() throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, "--upstream", nodeUrl())) {
      weir.getLater(weir.listener(), "/slow");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      weir.signal("TERM");
      await().until(() -> weir.output().contains("draining"));

      weir.signal("INT");

      assertThat(weir.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void shouldTakeAChangedFileAndRefuseABadOne() throws Exception {
    Path file = folder.resolve("weir.yaml");
    Files.writeString(file, configuration("main"));
    try (WeirProcess weir = WeirProcess.run(folder, "--config", "weir.yaml")) {
      Files.writeString(file, configuration("other"));
      await()
          .atMost(WeirProcess.PATIENCE)
          .until(() -> weir.get(weir.admin(), "/-/clusters").body().contains("\"other\""));

      Files.writeString(file, "clusters: many\nroutes: none\n");
      HttpResponse<String> refusal = weir.send(weir.admin(), "POST", "/-/reload", "");

      assertThat(refusal.statusCode()).isEqualTo(400);
      assertThat(refusal.body()).contains("weir.yaml:1:", "weir.yaml:2:");
      assertThat(weir.get(weir.listener(), "/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldReadItsFilesAgainOnAHangUp() throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, "--upstream", nodeUrl())) {
      weir.signal("HUP");

      await().until(() -> weir.output().contains("configuration reloaded"));
      assertThat(weir.get(weir.listener(), "/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldWriteItsAccessLog() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"), configuration("main") + "access-log: {file: access.log}\n");
    try (WeirProcess weir = WeirProcess.run(folder, "--config", "weir.yaml")) {
      RawHttp.exchange(weir.listenerAddress(), "GET /bills/_search?q=1 HTTP/1.1", "Host: weir");

      Path log = folder.resolve("access.log");
      await().until(() -> Files.readString(log).endsWith("}\n"));
      assertThat(log)
          .content()
          .contains("\"target\":\"/bills/_search?q=1\"", "\"operation\":\"search\"")
          .contains("\"outcome\":\"answered\"", "\"status\":200");
    }
  }

  @Test
  void shouldSayThatItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WeirProcess weir =
            WeirProcess.start(
                folder,
                "run",
                "--upstream",
                nodeUrl(),
                "--listen",
                "127.0.0.1:" + taken.getLocalPort())) {
      assertThat(weir.exitCode()).isEqualTo(1);
      assertThat(weir.output())
          .contains("127.0.0.1:" + taken.getLocalPort(), "in use", "--listen")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void shouldSayThatALogHasNoFolder() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"), configuration("main") + "access-log: {file: no/such.log}\n");
    try (WeirProcess weir = WeirProcess.start(folder, "run", "--config", "weir.yaml")) {
      assertThat(weir.exitCode()).isEqualTo(1);
      assertThat(weir.output())
          .contains("cannot start: ", "no/such.log: its folder does not exist")
          .doesNotContain("--listen", "\tat ");
    }
  }

  @Test
  void shouldRestInLittleMemory() throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, "--upstream", nodeUrl())) {
      for (int i = 0; i < 200; i++) {
        weir.get(weir.listener(), "/");
      }
      weir.get(weir.admin(), "/metrics");

      // What it took to start is given back within seconds: -XX:TrimNativeHeapInterval.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(residentKilobytes(weir.pid())).isLessThan(REST_KILOBYTES));
    }
  }

  private void awaitAnswer() {
    try {
      answer.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String nodeUrl() {
    return "http://127.0.0.1:" + node.getAddress().getPort();
  }

  private String configuration(String cluster) {
    return "clusters: [{name: %s, nodes: [\"%s\"]}]\n".formatted(cluster, nodeUrl());
  }

  private static int residentKilobytes(long pid) throws IOException {
    Matcher resident =
        Pattern.compile("VmRSS:\\s+(\\d+) kB")
            .matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    assertThat(resident.find()).isTrue();
    return Integer.parseInt(resident.group(1));
  }
}
