package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  @Test
  void shouldTellWhatIsInAnObject() {
    Scan scan =
        Scan.of(
            """
            {"a": {"b": [1, -2.5e3, "x", true, false, null, [], {}]}, "ü": "\\u00fc\\n\\ud83d\\ude00"}
            """);
    assertThat(scan.events())
        .isEqualTo(
            "{ name=a { name=b [ integer=1 number=-2 text=x true false null [ ] { } ] }"
                + " name=ü text=ü\n😀 } ");
    assertThat(scan.oddities()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":truee}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":1]",
        "{\"a\":[1}",
        "{,}",
        "{\"a\":1 /x 2}",
        "{\"a\":1 \u00a0}"
      })
  void shouldStopWhereJsonEnds(String text) {
    Scan scan = Scan.of(text);
    assertThat(scan.oddities()).containsExactly(Oddity.MALFORMED);
    assertThat(scan.position()).isLessThan(text.getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '~',
      value = {
        "{ -> TRUNCATED",
        "{\"a -> TRUNCATED",
        "{\"a\\ -> TRUNCATED",
        "{\"a\":1 -> TRUNCATED",
        "{\"a\":12 -> TRUNCATED",
        "{\"a\":tr -> TRUNCATED",
        "{} /* -> TRUNCATED",
        "{}{} -> TRAILING",
        "{} x -> TRAILING",
        "[1] -> FOREIGN",
        "\"a\" -> FOREIGN",
        "--- -> FOREIGN",
        ":) -> FOREIGN",
        "/x -> FOREIGN",
        "{\"a\":1,\"a\":2} -> DUPLICATE_NAME",
        "{\"a\":1,\"\\u0061\":2} -> DUPLICATE_NAME",
        "/* x **/ {} // y -> COMMENT",
        "{\"a\"/**/:/**/1/**/,\"b\"://\r2} -> COMMENT"
      })
  void shouldSayWhatIsOdd(String text, Oddity expected) {
    boolean comment = text.contains("/*") && expected != Oddity.COMMENT;
    assertThat(Scan.of(text).oddities()).contains(expected).hasSize(comment ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\r ", "{}", " {} ", "{\"a\":{\"a\":1}}", "\ufeff{}"})
  void shouldFindNothingOddInWhatIsRight(String text) {
    assertThat(Scan.of(text).oddities()).isEmpty();
  }

  @Test
  void shouldSayThatAnotherEncodingIsForeign() {
    assertThat(Scan.of("{\"a\":1}".getBytes(UTF_16LE)).oddities())
        .containsAnyOf(Oddity.FOREIGN, Oddity.MALFORMED);
  }

  @Test
  void shouldReadCommentsAsBlanks() {
    assertThat(Scan.of("{\"a\":/*{*/[1,//]\n2]}").events())
        .isEqualTo("{ name=a [ integer=1 integer=2 ] } ");
  }

  @Test
  void shouldStopAtItsBounds() {
    assertThat(Scan.of("{\"a\":" + "[".repeat(100)).oddities()).containsExactly(Oddity.TOO_DEEP);
    Scan large = Scan.of(("{\"a\":1" + " ".repeat(1 << 20) + "}").getBytes(UTF_8));
    assertThat(large.oddities()).containsExactly(Oddity.TOO_LARGE);
    assertThat(large.position()).isEqualTo(1 << 20);
    Scan longText = Scan.of("{\"a\":\"" + "x".repeat(2000) + "\"}");
    assertThat(longText.oddities()).containsExactly(Oddity.TOO_LONG);
    assertThat(longText.events()).isEqualTo("{ name=a text~" + "x".repeat(1000) + " } ");
  }

  @Test
  void shouldKeepNumbersWithinALong() {
    assertThat(
            Scan.of("{\"a\":[9223372036854775807,99999999999999999999,-99999999999999999999,1E9]}")
                .events())
        .contains(
            "integer=9223372036854775807 integer=9223372036854775807"
                + " integer=-9223372036854775807 number=1 ");
  }

  @Test
  void shouldEndInBoundedMemoryWhateverComes() {
    JsonScanner scanner = new JsonScanner(new Silent(), Bounds.DEFAULT, new Oddities());
    scanner.begin();
    byte[] brackets = "[".repeat(1 << 16).getBytes(UTF_8);
    assertThat(scanner.feed("{\"a\":".getBytes(UTF_8), 0, 5)).isTrue();
    for (int i = 0; i < 1600; i++) {
      assertThat(scanner.feed(brackets, 0, brackets.length)).isFalse();
    }
    scanner.end();
  }

  @Test
  void shouldSeeTheSameHoweverTheBytesAreCut() {
    Random random = new Random(20_260_106);
    for (int run = 0; run < 3_000; run++) {
      byte[] bytes = new RandomJson(random).document();
      if (random.nextInt(3) == 0) {
        RandomJson.damage(bytes, random);
      }
      Scan whole = Scan.of(bytes);
      assertThat(Scan.of(bytes, Scan.BOUNDS, 1)).isEqualTo(whole);
      assertThat(Scan.inPieces(bytes, random)).isEqualTo(whole);
    }
  }

  @Test
  void shouldAllocateNothingOnceItHasBeenUsed() {
    byte[] bytes = new RandomJson(new Random(7)).document();
    JsonScanner scanner = new JsonScanner(new Silent(), Bounds.DEFAULT, new Oddities());
    for (int i = 0; i < 100; i++) {
      scan(scanner, bytes);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      scan(scanner, bytes);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private static void scan(JsonScanner scanner, byte[] bytes) {
    scanner.begin();
    scanner.feed(bytes, 0, bytes.length / 2);
    scanner.feed(bytes, bytes.length / 2, bytes.length);
    scanner.end();
  }
}
