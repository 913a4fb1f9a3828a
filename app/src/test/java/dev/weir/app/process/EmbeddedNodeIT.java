package dev.weir.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir run} with nothing said: a real OpenSearch node behind it. */
class EmbeddedNodeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void shouldKeepDataFromOneRunToTheNext() throws Exception {
    try (WeirProcess first = WeirProcess.run(folder)) {
      awaitNode(first);
      assertThat(
              first.send(first.listener(), "PUT", "/bills/_doc/7", "{\"amount\":3}").statusCode())
          .isEqualTo(201);
      first.signal("TERM");
      assertThat(first.exitCode()).isZero();
    }

    try (WeirProcess second = WeirProcess.run(folder)) {
      awaitNode(second);
      await()
          .atMost(PATIENCE)
          .until(() -> second.get(second.listener(), "/bills/_doc/7").body().contains("amount"));
      second.signal("TERM");
      assertThat(second.exitCode()).isZero();
    }
  }

  private static void awaitNode(WeirProcess weir) {
    await()
        .atMost(PATIENCE)
        .until(() -> weir.output().contains("node      ready") || !weir.isAlive());
    await()
        .atMost(PATIENCE)
        .until(() -> !weir.isAlive() || weir.get(weir.admin(), "/-/ready").statusCode() == 200);
    assertThat(weir.isAlive()).isTrue();
  }
}
