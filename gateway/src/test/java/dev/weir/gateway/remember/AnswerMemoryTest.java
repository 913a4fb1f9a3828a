package dev.weir.gateway.remember;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.search.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is remembered, for how long, and that it is never too much. */
class AnswerMemoryTest {
  private static final String WHOLE =
      "{\"took\":1,\"timed_out\":false,\"_shards\":{\"failed\":0},\"hits\":{\"hits\":[]}}";
  private static final String CLUSTER = "main";

  private final AtomicLong now = new AtomicLong();
  private final AnswerMemory memory =
      new AnswerMemory(
          new MemorySettings(
              ByteSize.ofMegabytes(1),
              Duration.ofMinutes(1),
              ByteSize.ofKilobytes(64),
              ByteSize.ofKilobytes(1),
              List.of()),
          now::get);

  private static Question question(int number) {
    return AskedRead.search().asking("{\"from\":" + number + "}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Taking taking(Question question, Map<String, String> headers) {
    Place place = memory.place(question, CLUSTER);
    Taking taking =
        place == null ? null : Taking.begin(List.of(place), List.copyOf(headers.entrySet()), -1);
    if (taking == null) {
      throw new AssertionError("not to be remembered");
    }
    return taking;
  }

  private void remember(Question question, Map<String, String> headers, byte[] answer) {
    Taking taking = taking(question, headers);
    if (taking.hasRoomFor(answer.length)) {
      taking.take(answer);
    }
    taking.end(Operation.SEARCH);
  }

  @Test
  void shouldGiveAnAnswerAgainAsItCameWithItsAge() {
    remember(question(1), Map.of("content-type", "application/json"), bytes(WHOLE));
    now.addAndGet(Duration.ofSeconds(7).toNanos());

    Reply again = memory.recall(question(1), CLUSTER);

    assertThat(again).isNotNull();
    if (again != null) {
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.headers())
          .containsExactly(Map.entry("content-type", "application/json"), Map.entry("age", "7"));
      assertThat(StandardCharsets.UTF_8.decode(again.body()).toString()).isEqualTo(WHOLE);
    }
    assertThat(memory.recall(question(2), CLUSTER)).isNull();
    assertThat(memory.recall(question(1), "other")).isNull();
    assertThat(memory.status().hits()).isEqualTo(1);
    assertThat(memory.status().misses()).isEqualTo(2);
  }

  @Test
  void shouldForgetWhatIsTooOldAndAllWhenCleared() {
    remember(question(1), Map.of(), bytes(WHOLE));
    now.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(memory.knows(question(1), CLUSTER)).isFalse();

    remember(question(1), Map.of(), bytes(WHOLE));
    Taking underWay = taking(question(2), Map.of());
    memory.clear();
    assertThat(underWay.hasRoomFor(WHOLE.length())).isTrue();
    underWay.take(bytes(WHOLE));
    underWay.end(Operation.SEARCH);

    assertThat(memory.knows(question(1), CLUSTER)).isFalse();
    assertThat(memory.knows(question(2), CLUSTER)).isFalse();
    assertThat(memory.status().underWay()).isZero();
  }

  @Test
  void shouldNotTakeDownAgainWhatIsNew() {
    remember(question(1), Map.of(), bytes(WHOLE));
    assertThat(memory.place(question(1), CLUSTER)).isNull();

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(memory.place(question(1), CLUSTER)).isNotNull();
  }

  @Test
  void shouldLeaveWhatIsNotWholeTooLargeForOneClientOrNotToBeRead() {
    String failed = WHOLE.replace("\"failed\":0", "\"failed\":1");
    remember(question(1), Map.of(), bytes(failed));
    remember(question(2), Map.of(), bytes(WHOLE + " ".repeat(64 * 1024)));
    remember(question(3), Map.of("Content-Encoding", "br"), bytes(WHOLE));
    remember(question(4), Map.of("Content-Encoding", "gzip"), bytes(WHOLE));
    Place place = memory.place(question(5), CLUSTER);

    assertThat(place).isNotNull();
    if (place != null) {
      assertThat(Taking.begin(List.of(place), List.of(Map.entry("set-cookie", "a=b")), 9)).isNull();
      assertThat(Taking.begin(List.of(place), List.of(), 64 * 1024 + 1)).isNull();
    }
    assertThat(memory.place(AskedRead.search().asking(" ".repeat(1025)), CLUSTER)).isNull();
    assertThat(memory.status().entries()).isZero();
    assertThat(memory.status().underWay()).isZero();
  }

  @Test
  void shouldReadWhatIsZipped() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes(WHOLE));
    }
    remember(question(1), Map.of("Content-Encoding", "gzip"), zipped.toByteArray());

    assertThat(memory.knows(question(1), CLUSTER)).isTrue();
  }

  @Test
  void shouldGiveARequestItsOwnOpaqueId() {
    remember(question(1), Map.of("X-Opaque-Id", "first"), bytes(WHOLE));

    Reply second =
        memory.recall(
            AskedRead.search().showing("X-Opaque-Id", "second").asking("{\"from\":1}"), CLUSTER);
    Reply without = memory.recall(question(1), CLUSTER);

    assertThat(second).isNotNull();
    assertThat(without).isNotNull();
    if (second != null && without != null) {
      assertThat(second.headers()).contains(Map.entry("X-Opaque-Id", "second"));
      assertThat(without.headers()).containsExactly(Map.entry("age", "0"));
    }
  }

  @Test
  void shouldStayWithinItsMemoryWhateverIsAsked() {
    for (int i = 0; i < 1_000; i++) {
      remember(question(i), Map.of(), bytes(WHOLE + " ".repeat(i * 50)));
      assertThat(memory.status().bytes()).isLessThanOrEqualTo(1024 * 1024);
    }

    assertThat(memory.status().entries()).isPositive();
    assertThat(memory.status().evictions()).isPositive();
    assertThat(memory.status().underWay()).isZero();
  }

  @Test
  void shouldTakeDownNoMoreAtATimeThanAQuarterOfItsMemory() {
    List<Taking> all = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < 8; i++) {
      Taking each = taking(question(i), Map.of());
      all.add(each);
      taken += each.hasRoomFor(60 * 1024) ? 1 : 0;
    }

    assertThat(taken).isEqualTo(4);
    assertThat(memory.status().passedOver()).isEqualTo(4);
    all.forEach(Taking::close);
    assertThat(memory.status().underWay()).isZero();
  }
}
