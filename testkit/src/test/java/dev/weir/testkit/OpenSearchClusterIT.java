package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One cluster goes through all of it; each test leaves it whole. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenSearchClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static OpenSearchCluster cluster;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    cluster = OpenSearchCluster.start(3);
  }

  @AfterAll
  static void close() {
    cluster.close();
    http.close();
  }

  @Test
  @Order(1)
  void shouldBeGreenWithEveryNodeUpOnLoopback() throws Exception {
    cluster.awaitGreen(PATIENCE);

    assertThat(cluster.nodes()).allMatch(node -> node.state() == ProcessState.UP);
    assertThat(cluster.uris()).hasSize(3).allMatch(uri -> uri.getHost().equals("127.0.0.1"));
    assertThat(cluster.manager()).isPresent();
  }

  @Test
  @Order(2)
  void shouldSurviveAKilledManagerAndTakeItBackOnTheSamePort() throws Exception {
    int victim = cluster.manager().orElseThrow();
    long pid = cluster.node(victim).pid();
    URI uri = cluster.node(victim).uri();

    cluster.kill(victim);

    assertThat(cluster.node(victim).state()).isEqualTo(ProcessState.KILLED);
    assertThat(ProcessHandle.of(pid)).isEmpty();
    cluster.awaitGreen(PATIENCE);
    assertThat(cluster.manager().orElseThrow()).isNotEqualTo(victim);
    cluster.restart(victim);
    cluster.awaitGreen(PATIENCE);
    assertThat(cluster.node(victim).pid()).isNotEqualTo(pid);
    assertThat(get(uri).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void shouldAnswerNothingWhileFrozen() throws Exception {
    cluster.freeze(1);

    assertThat(cluster.node(1).state()).isEqualTo(ProcessState.FROZEN);
    assertThatThrownBy(() -> get(cluster.node(1).uri())).isInstanceOf(HttpTimeoutException.class);
    cluster.thaw(1);
    assertThat(get(cluster.node(1).uri()).statusCode()).isEqualTo(200);
    cluster.awaitGreen(PATIENCE);
  }

  @Test
  @Order(4)
  void shouldStopInGoodOrder() throws Exception {
    cluster.stop(2);

    assertThat(cluster.node(2).state()).isEqualTo(ProcessState.STOPPED);
    assertThat(Files.readString(cluster.node(2).home().resolve("logs/node.log")))
        .contains("closed");
  }

  @Test
  @Order(5)
  void shouldRemoveDataAndProcessesOnClose() throws Exception {
    List<Long> pids = cluster.nodes().stream().map(OpenSearchNode::pid).toList();
    Path home = cluster.node(0).home();

    cluster.close();

    assertThat(pids).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    assertThat(home.getParent()).doesNotExist();
  }

  @Test
  @Order(6)
  void shouldLeaveNoNodeWhenItsParentIsKilledEvenAFrozenOne(@TempDir Path folder) throws Exception {
    Path told = folder.resolve("pids");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + folder,
                FrozenPair.class.getName(),
                told.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.log").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> Files.exists(told) || !parent.isAlive());
    List<Long> pids = Stream.of(Files.readString(told).split(" ", -1)).map(Long::valueOf).toList();
    assertThat(pids).hasSize(2).allMatch(pid -> ProcessHandle.of(pid).isPresent());

    parent.destroyForcibly().waitFor();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> pids.stream().noneMatch(OpenSearchClusterIT::runs));
  }

  /** A process that nobody has waited for yet is a zombie: dead, but still listed. */
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).GET().build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** A process with two nodes, one frozen; tells their ids and then waits to be killed. */
  static final class FrozenPair {
    private FrozenPair() {}

    public static void main(String[] arguments) throws Exception {
      try (OpenSearchCluster pair = OpenSearchCluster.start(2)) {
        pair.freeze(1);
        Path told = Path.of(arguments[0]);
        Path draft =
            Files.writeString(
                Path.of(told + ".draft"), pair.node(0).pid() + " " + pair.node(1).pid());
        Files.move(draft, told);
        new CountDownLatch(1).await();
      }
    }
  }
}
