package dev.weir.app.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.app.config.AccessLogSettings;
import dev.weir.app.fakes.FakeExchange;
import dev.weir.gateway.filter.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private final AccessLog log =
      new AccessLog(
          InstantSource.fixed(Instant.parse("2026-11-21T03:00:00.123Z")), System::nanoTime);
  @TempDir Path folder;
  private Path file = Path.of("access.log");

  @BeforeEach
  void name() {
    file = folder.resolve("access.log");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldWriteNothingUntilItIsToldWhere() {
    observe(FakeExchange.search());

    assertThat(log.written() + log.dropped()).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldWriteALineForAnExchange() throws IOException {
    log.apply(new AccessLogSettings(file, 64));

    observe(
        FakeExchange.search()
            .withHeaders(
                Map.of("x-opaque-id", "job \"7\"", "traceparent", "00-abc-def-01", "other", "no")));
    log.close();

    assertThat(file)
        .hasContent(
            """
            {"time":"2026-11-21T03:00:00.123Z","client":"127.0.0.1:50000","method":"POST",\
            "target":"/bills/_search?q=a%20b","route":"default","tenant":"bills","operation":"search",\
            "status":200,"outcome":"answered","endpoint":"10.0.0.1:9200","attempts":1,\
            "lane":"rest","waited_us":500,"duration_us":3000,"upstream_us":2000,"request_bytes":300,"response_bytes":2000,\
            "x_opaque_id":"job \\"7\\"","traceparent":"00-abc-def-01"}
            """);
  }

  @Test
  void shouldWriteNothingWhileItIsReduced() throws IOException {
    log.apply(new AccessLogSettings(file, 64));
    log.reduce(true);
    observe(FakeExchange.search());
    log.reduce(false);

    observe(FakeExchange.search().endedAs(Outcome.CLIENT_GONE, 0, null, 0));
    log.close();

    assertThat(Files.readAllLines(file)).hasSize(1).first().asString().contains("client_gone");
  }

  @Test
  void shouldLeaveOutWhatThereIsNot() throws IOException {
    log.apply(new AccessLogSettings(file, 64));

    observe(FakeExchange.search().endedAs(Outcome.CLIENT_GONE, 0, null, 0));
    log.close();

    assertThat(file)
        .content()
        .contains("\"outcome\":\"client_gone\"")
        .doesNotContain("endpoint", "lane", "waited_us", "upstream_us", "x_opaque_id", "null");
  }

  @Test
  void shouldNeverWriteCredentials() throws IOException {
    log.apply(new AccessLogSettings(file, 64));

    observe(FakeExchange.search().withHeaders(Map.of("authorization", "Basic c2VjcmV0")));
    log.close();

    assertThat(file).content().doesNotContainIgnoringCase("authorization", "c2VjcmV0");
  }

  @Test
  void shouldCutLongTargets() throws IOException {
    log.apply(new AccessLogSettings(file, 64));

    observe(FakeExchange.search().withTarget("/" + "a".repeat(60_000)));
    log.close();

    assertThat(Files.size(file)).isLessThan(3_000);
  }

  @Test
  void shouldDropAndCountWhatCannotBeWrittenInTime() throws IOException {
    log.apply(new AccessLogSettings(file, 16));
    int exchanges = 20_000;

    for (int i = 0; i < exchanges; i++) {
      observe(FakeExchange.search());
    }
    log.close();

    assertThat(log.dropped()).isPositive();
    assertThat(log.written() + log.dropped()).isEqualTo(exchanges);
    assertThat(Files.readAllLines(file)).hasSize(Math.toIntExact(log.written()));
  }

  @Test
  void shouldOpenAnotherFileWhenItsOwnWasMovedAway() throws IOException {
    log.apply(new AccessLogSettings(file, 64));
    observe(FakeExchange.search().withTarget("/before"));
    await().until(() -> log.written() == 1);
    Path moved = folder.resolve("access.log.1");

    Files.move(file, moved);
    await().until(() -> observedIn(file, "/after"));

    assertThat(moved).content().contains("/before");
  }

  @Test
  void shouldOpenItsFileAnewWhenAsked() throws IOException {
    log.apply(new AccessLogSettings(file, 64));
    Files.move(file, folder.resolve("access.log.1"));

    log.reopen();

    await().until(() -> observedIn(file, "/after"));
  }

  @Test
  void shouldKeepRunningWhenTheFolderIsGone() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    log.apply(new AccessLogSettings(gone.resolve("access.log"), 64));
    Files.delete(gone.resolve("access.log"));
    Files.delete(gone);
    log.reopen();
    await()
        .until(
            () -> {
              observe(FakeExchange.search());
              return log.dropped() > 0;
            });

    Files.createDirectory(gone);

    await().until(() -> observedIn(gone.resolve("access.log"), "/again"));
  }

  @Test
  void shouldStayAsItIsWhenItsNewFileCannotBeOpened() throws IOException {
    log.apply(new AccessLogSettings(file, 64));

    Assertions.assertThatIOException()
        .isThrownBy(() -> log.apply(new AccessLogSettings(folder.resolve("no/such/folder"), 64)));

    observe(FakeExchange.search());
    log.close();
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void shouldBeTurnedOffWhileItRuns() throws IOException {
    log.apply(new AccessLogSettings(file, 64));
    observe(FakeExchange.search());

    log.apply(null);

    observe(FakeExchange.search());
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  private boolean observedIn(Path where, String target) throws IOException {
    observe(FakeExchange.search().withTarget(target));
    List<String> lines = Files.exists(where) ? Files.readAllLines(where) : List.of();
    return lines.stream().anyMatch(line -> line.contains(target));
  }

  private void observe(FakeExchange exchange) {
    log.onEnd(exchange, exchange);
  }
}
