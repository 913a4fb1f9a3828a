package dev.weir.search.scroll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.body.BodyFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrollReaderTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final ScrollReader reader = new ScrollReader();

  private ScrollUse read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    reader.begin(BodyFormat.JSON);
    for (int i = 0; i < bytes.length; i++) {
      reader.feed(bytes, i, i + 1);
    }
    return reader.end();
  }

  @Test
  void shouldReadWhatIsMoved() {
    ScrollUse use = read("{\"scroll\":\"1m\", \"scroll_id\":\"DXF1ZXJ5QW5k\\u003d\"}");

    assertThat(use.ids()).containsExactly(ScrollId.of("DXF1ZXJ5QW5k="));
    assertThat(use.all()).isFalse();
    assertThat(use.kept()).isEqualTo(MINUTE);
  }

  @Test
  void shouldReadWhatIsClosed() {
    assertThat(read("{\"scroll_id\":[\"a\",\"b\"],\"x\":{\"scroll_id\":\"c\"}}"))
        .satisfies(use -> assertThat(use.ids()).containsExactly(ScrollId.of("a"), ScrollId.of("b")))
        .satisfies(use -> assertThat(use.keepAliveNanos()).isEqualTo(-1))
        .satisfies(use -> assertThat(use.kept()).isEqualTo(5 * MINUTE));
    assertThat(read("{\"scroll_id\":\"_all\"}").all()).isTrue();
    assertThat(read("{\"scroll_id\":[\"_all\"]}").all()).isTrue();
    assertThat(read("").ids()).isEmpty();
  }

  @Test
  void shouldPreferTheBody() {
    reader.begin(BodyFormat.JSON);
    reader.ids("a,b,");
    reader.keepAlive("2M");
    assertThat(reader.end().ids()).containsExactly(ScrollId.of("a"), ScrollId.of("b"));

    reader.begin(BodyFormat.JSON);
    reader.ids("a");
    reader.keepAlive("2m");
    byte[] body = "{\"scroll_id\":\"c\"}".getBytes(UTF_8);
    reader.feed(body, 0, body.length);
    ScrollUse use = reader.end();
    assertThat(use.ids()).containsExactly(ScrollId.of("c"));
    assertThat(use.kept()).isEqualTo(2 * MINUTE);
  }

  @Test
  void shouldReadSoManyAtMost() {
    String ids = "\"x\",".repeat(ScrollReader.MOST_IDS);
    assertThat(read("{\"scroll_id\":[" + ids + "\"y\"]}").ids()).hasSize(ScrollReader.MOST_IDS);
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(5);
    List<BodyFormat> formats = List.of(BodyFormat.values());
    String sound = "{\"scroll\":\"1m\",\"scroll_id\":[\"abc\",\"_all\"]}";
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = sound.getBytes(UTF_8);
      for (int j = 0; j < 1 + random.nextInt(4); j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      reader.begin(formats.get(random.nextInt(formats.size())));
      reader.feed(bytes, 0, random.nextInt(bytes.length + 1));
      assertThat(reader.end().ids()).hasSizeLessThan(50);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1m, 60000000000",
    "90s, 90000000000",
    "2H, 7200000000000",
    "1d, 86400000000000",
    "500ms, 500000000",
    "7micros, 7000",
    "7nanos, 7",
    "0s, 0",
    "1.5m, -1",
    "m, -1",
    "'', -1",
    "-1, -1",
    "soon, -1",
    "99999999999999999999d, 2305843009213693951"
  })
  void shouldReadTimesAsEnginesDo(String text, long nanos) {
    assertThat(KeepAlive.nanos(text)).isEqualTo(nanos);
  }

  @Test
  void shouldTellIdsApartByTheirBeginning() {
    String first = "FGluY2x1ZGVfY29udGV4dF91dWlk".repeat(30);
    assertThat(ScrollId.of(first + "a")).isEqualTo(ScrollId.of(first + "b"));
    assertThat(ScrollId.of("a" + first)).isNotEqualTo(ScrollId.of("b" + first));
    assertThat(ScrollId.of("")).isNotEqualTo(ScrollId.NONE);
  }
}
