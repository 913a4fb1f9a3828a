package dev.weir.bench.peer;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Spring Cloud Gateway with one route, on the Java that runs Weir; built on first use. */
final class SpringCloudGateway {
  private SpringCloudGateway() {}

  static Peer start(Stage stage, Cores cores, int node, Path root) {
    Path jar = build(stage, root.resolve("bench/peers/spring-cloud-gateway"));
    int port = stage.port();
    Service service =
        stage.start(
            "spring-cloud-gateway",
            cores.onProxyCore(
                List.of(
                    Tools.jdk("java"),
                    "-Xmx512m",
                    "-jar",
                    jar.toString(),
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--upstream=http://127.0.0.1:" + node,
                    "--logging.level.root=warn")));
    service.awaitListening(port, Duration.ofMinutes(2));
    return new Peer(PeerKind.SPRING, port, service);
  }

  private static Path build(Stage stage, Path project) {
    Path jar = project.resolve("target/spring-cloud-gateway.jar");
    if (!Files.exists(jar)) {
      System.err.println("  building Spring Cloud Gateway (once) ...");
      stage.run(
          "build-spring-cloud-gateway",
          List.of(
              Tools.path("mvn"),
              "-q",
              "-B",
              "-f",
              project.resolve("pom.xml").toString(),
              "package"),
          Duration.ofMinutes(15));
    }
    return jar;
  }
}
