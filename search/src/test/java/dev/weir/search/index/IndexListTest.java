package dev.weir.search.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.index.IndexList.Part;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexListTest {
  @Test
  void shouldReadPartsInOrder() {
    assertThat(segment("bills-2026-*,-bills-2026-01,eu:bills,e*:*").parts())
        .containsExactly(
            new Part(null, "bills-2026-*"),
            new Part(null, "-bills-2026-01"),
            new Part("eu", "bills"),
            new Part("e*", "*"));
  }

  @Test
  void shouldDecodeWhatIsPercentEncoded() {
    assertThat(segment("%3Cbills-%7Bnow%2Fd%7D%3E%2Cb%C3%A4lle+").parts())
        .containsExactly(new Part(null, "<bills-{now/d}>"), new Part(null, "bälle+"));
  }

  @Test
  void shouldKeepCommasAndColonsWithinDateMath() {
    assertThat(segment("<b-{now/d{uuuu,MM|+12:00}}>,a").parts())
        .containsExactly(new Part(null, "<b-{now/d{uuuu,MM|+12:00}}>"), new Part(null, "a"));
  }

  @Test
  void shouldLeaveSelectorsOut() {
    assertThat(segment("logs::failures,eu:logs::data").parts())
        .containsExactly(new Part(null, "logs"), new Part("eu", "logs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "_all", "%5fall", "%2A", "*,-bills", "a,*", ",,"})
  void shouldTellWhereEverythingIsAskedFor(String segment) {
    assertThat(segment(segment).isEverything()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bills", "b*", "eu:*", "-*", "all"})
  void shouldTellWhereOnlySomeIsAskedFor(String segment) {
    assertThat(segment(segment).isEverything()).isFalse();
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(20_260_103);
    for (int run = 0; run < 50_000; run++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i += 2) {
        bytes[i] = (byte) "%<>{}-,:*\\".charAt(random.nextInt(10));
      }
      assertThat(IndexList.ofSegment(bytes, 0, bytes.length).parts())
          .noneMatch(part -> part.name().isEmpty() && part.cluster() == null);
    }
  }

  private static IndexList segment(String segment) {
    byte[] bytes = segment.getBytes(UTF_8);
    return IndexList.ofSegment(bytes, 0, bytes.length);
  }
}
