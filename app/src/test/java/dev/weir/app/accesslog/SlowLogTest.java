package dev.weir.app.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.fakes.FakeExchange;
import dev.weir.gateway.settings.SlowLogSettings;
import dev.weir.gateway.shape.Visit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowLogTest {
  private long now;
  private final SlowLog log =
      new SlowLog(InstantSource.fixed(Instant.parse("2026-11-21T03:00:00.123Z")), () -> now);
  @TempDir Path folder = Path.of("");

  @AfterEach
  void close() {
    log.close();
  }

  private Path file() {
    return folder.resolve("slow.log");
  }

  /** Of 3 ms. */
  private void search() {
    Visit visit = new Visit();
    byte[] answer =
        "{\"took\":2,\"timed_out\":false,\"_shards\":{\"total\":3},\"hits\":{\"total\":7}}"
            .getBytes(StandardCharsets.US_ASCII);
    var _ = visit.take(answer, 0, answer.length);
    FakeExchange exchange = FakeExchange.search().withHeaders(Map.of("x-opaque-id", "job"));
    log.onEnd(exchange, visit, exchange);
  }

  @Test
  void shouldWriteALineForASlowSearch() throws IOException {
    log.apply(new SlowLogSettings(Duration.ofMillis(3), file(), 10));
    search();
    log.close();

    assertThat(file())
        .hasContent(
            """
            {"time":"2026-11-21T03:00:00.123Z","shape":"0000000000000000","operation":"search",\
            "tenant":"bills","indices":"bills","rules":[],"status":200,"outcome":"answered",\
            "endpoint":"10.0.0.1:9200","lane":"rest","duration_us":3000,"waited_us":500,\
            "took_ms":2,"timed_out":false,"hits":7,"shards":3,"expected_cost":0.0,"cost":7.5,\
            "response_bytes":2000,"x_opaque_id":"job"}
            """);
  }

  @Test
  void shouldPassOverWhatIsQuickOrIsNoSearch() throws IOException {
    log.apply(new SlowLogSettings(Duration.ofMillis(4), file(), 10));
    search();
    log.apply(new SlowLogSettings(Duration.ofMillis(1), file(), 10));
    log.onEnd(FakeExchange.search(), FakeExchange.search());
    log.close();
    search();

    assertThat(file()).isEmptyFile();
    assertThat(log.written() + log.dropped()).isZero();
  }

  @Test
  void shouldWriteNoMoreThanSoManyInASecond() throws IOException {
    log.apply(new SlowLogSettings(Duration.ofMillis(1), file(), 10));
    for (int i = 0; i < 100; i++) {
      search();
    }
    now += Duration.ofMillis(500).toNanos();
    for (int i = 0; i < 100; i++) {
      search();
    }
    log.close();

    assertThat(Files.readAllLines(file())).hasSize(15);
    assertThat(log.written()).isEqualTo(15);
    assertThat(log.dropped()).isEqualTo(185);
  }
}
