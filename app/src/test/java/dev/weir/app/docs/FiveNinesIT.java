package dev.weir.app.docs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.ClusterOptions;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.Bills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide tells people to tell the engine is what the engine takes, and does what it says.
 */
class FiveNinesIT {
  private static final String PAGE = "docs/guide/five-nines.md";

  /** What waits, and a slow machine: without the settings it is half a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir Path folder;

  @Test
  void shouldWriteThroughANodeThatHasFrozen() throws Exception {
    ClusterOptions options = ClusterOptions.of(3).withSettings(settingsOfThePage());
    try (OpenSearchCluster cluster = OpenSearchCluster.start(options, StartListener.none())) {
      int manager = cluster.manager().orElseThrow();
      URI node = cluster.node(manager).uri();
      try (BillIndex index = new BillIndex(node, "bills")) {
        index.create(3, 1);
        cluster.awaitGreen(Duration.ofMinutes(1));
        typeCommandsOfThePage(node);

        int frozen = (manager + 1) % 3;
        cluster.freeze(frozen);
        Executor thread = task -> Thread.ofPlatform().daemon().start(task);
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(index), thread);

        assertThat(written).succeedsWithin(PATIENCE);
        cluster.thaw(frozen);
        cluster.awaitGreen(Duration.ofMinutes(2));
      }
    }
  }

  private static void write(BillIndex index) {
    try {
      index.load(new Bills(1, 30), (loaded, total) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settingsOfThePage() throws IOException {
    return Page.of(PAGE).blocks("yml").stream()
        .flatMap(String::lines)
        .map(line -> line.split(": ", 2))
        .collect(toMap(pair -> pair[0], pair -> pair[1]));
  }

  private void typeCommandsOfThePage(URI node) throws Exception {
    String commands =
        String.join("\n", Page.of(PAGE).blocks("shell"))
            .replace("127.0.0.1:9200", node.getAuthority());
    Process session =
        new ProcessBuilder("bash", "-euc", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    assertThat(session.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(session.exitValue()).isZero();
    assertThat(folder.resolve("output.txt")).content().contains("\"acknowledged\":true");
  }
}
