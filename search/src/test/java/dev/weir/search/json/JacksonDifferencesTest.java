package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scanner beside Jackson, which the engines read with: the same of the same bytes. */
class JacksonDifferencesTest {
  @Test
  void shouldReadWhatJacksonReads() {
    Random random = new Random(20_260_107);
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = new RandomJson(random).document();
      Scan scan = Scan.of(bytes);
      assertThat(scan.oddities()).isEmpty();
      assertThat(scan.events()).isEqualTo(JacksonReading.of(bytes));
    }
  }

  @Test
  void shouldTakeNothingForWholeThatJacksonReadsAnotherWay() {
    Random random = new Random(20_260_108);
    int taken = 0;
    for (int run = 0; run < 100_000; run++) {
      byte[] bytes = new RandomJson(random).document();
      RandomJson.damage(bytes, random);
      String jackson = JacksonReading.of(bytes);
      check(bytes, jackson);
      taken += jackson == null ? 0 : 1;
    }
    // Otherwise damage was done to all, and nothing was compared.
    assertThat(taken).isGreaterThan(5_000);
  }

  /** What Jackson takes, the scanner takes and reads alike; what Jackson refuses, it says. */
  static void check(byte[] bytes, @Nullable String jackson) {
    Scan scan = Scan.of(bytes);
    boolean clean = scan.oddities().isEmpty() || scan.oddities().equals(Set.of(Oddity.COMMENT));
    if (jackson == null && scan.oddities().equals(Set.of(Oddity.COMMENT))) {
      return; // What stands in a comment is not looked at; Jackson wants UTF-8 there, too.
    }
    if (scan.events().contains("\ufffd")) {
      return; // What is no UTF-8, or half of a pair of surrogates, each decodes in its own way.
    }
    if (clean && !scan.events().isEmpty()) {
      assertThat(scan.events()).as(new String(bytes, UTF_8)).isEqualTo(jackson);
    } else {
      assertThat(jackson).as("%s of %s", scan.oddities(), new String(bytes, UTF_8)).isNull();
    }
  }
}
