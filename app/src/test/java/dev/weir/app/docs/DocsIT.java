package dev.weir.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide tells people to type works, as one session and in that order. */
class DocsIT {
  private static final Path LAUNCHER = Path.of("../weir").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void shouldWorkAsTheGuideSays() throws Exception {
    int listener = freePort();
    int admin = freePort();
    Path script = folder.resolve("session.sh");
    Path output = folder.resolve("output.txt");
    String commands =
        String.join("", Page.of("docs/guide/getting-started.md").blocks("shell"))
            .replace(
                "./weir run &",
                "./weir run --listen 127.0.0.1:%d --admin 127.0.0.1:%d &"
                    .formatted(listener, admin))
            .replace("127.0.0.1:9200", "127.0.0.1:" + listener)
            .replace("127.0.0.1:9280", "127.0.0.1:" + admin);
    // Whatever happens, what the session has started ends with it.
    Files.writeString(
        script, "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + commands);
    Files.createSymbolicLink(folder.resolve("weir"), LAUNCHER);

    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString())
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("WEIR_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process session = builder.start();
    boolean over = session.waitFor(3, TimeUnit.MINUTES);
    session.destroy();

    assertThat(over).as("the session has ended\n%s", Files.readString(output)).isTrue();
    assertThat(output)
        .content()
        .contains("\"result\":\"created\"", "tea house", "weir_requests_total{")
        .contains("no mistakes; 1 listener, 1 cluster with 2 nodes")
        .contains("drained cut=0");
    assertThat(session.exitValue()).as(Files.readString(output)).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
