package dev.weir.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that register with a running Weir, are changed by hand, and outlive its end. */
class RegistryIT {
  private static final String CONFIGURATION =
      """
      registry: {lease: 1s, drain: 500ms}
      clusters:
        - name: main
          discovery:
            registry: {service: search, interval: 100ms}
      """;

  private final HttpServer first = server("first");
  private final HttpServer second = server("second");
  @TempDir Path folder;

  RegistryIT() throws IOException {}

  private static HttpServer server(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = name.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    first.stop(0);
    second.stop(0);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String member(HttpServer server) {
    return "{\"address\":\"%s\"}".formatted(address(server));
  }

  private WeirProcess run() throws IOException {
    Path file = folder.resolve("weir.yaml");
    Files.writeString(file, CONFIGURATION);
    return WeirProcess.run(folder, "--config", file.toString());
  }

  private static Set<String> answers(WeirProcess weir) throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      answers.add(weir.get(weir.listener(), "/").body());
    }
    return answers;
  }

  private static void post(WeirProcess weir, String path, String body) throws Exception {
    assertThat(weir.send(weir.admin(), "POST", path, body).statusCode()).as(path).isEqualTo(200);
  }

  @Test
  void shouldServeWhoRegistersAndItsLastListAfterItWasKilled() throws Exception {
    try (WeirProcess weir = run()) {
      assertThat(weir.get(weir.listener(), "/").statusCode()).isEqualTo(503);
      post(weir, "/-/registry/search", member(first));
      post(weir, "/-/registry/search", member(second));
      await().until(() -> answers(weir).equals(Set.of("first", "second")));

      String drain = "{\"action\":\"drain\",\"address\":\"%s\"}".formatted(address(first));
      post(weir, "/-/clusters/main/endpoints", drain);
      assertThat(answers(weir)).containsExactly("second");
      post(weir, "/-/clusters/main/endpoints", drain.replace("drain", "restore"));
      assertThat(answers(weir)).containsExactlyInAnyOrder("first", "second");

      post(weir, "/-/registry/search/leave", member(second));
      await().until(() -> answers(weir).equals(Set.of("first")));
      await().until(() -> !weir.get(weir.admin(), "/-/clusters").body().contains(address(second)));
      weir.signal("KILL");
      assertThat(weir.exitCode()).isEqualTo(137);
    }
    // Its registry was in its memory: nobody is registered, and the file serves.
    try (WeirProcess weir = run()) {
      assertThat(weir.get(weir.admin(), "/-/registry/search").body()).contains("\"members\" : [ ]");
      assertThat(answers(weir)).containsExactly("first");
      assertThat(weir.get(weir.admin(), "/-/clusters").body()).contains("\"doubted\" : true");
    }
  }
}
