package dev.weir.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexExpressionTest {
  private static final String LETTERS = "ab-*";

  private static @Nullable String indices(String path) {
    byte[] bytes = ("GET " + path).getBytes(ISO_8859_1);
    long found = IndexExpression.find(bytes, 4, bytes.length);
    return found == IndexExpression.NONE
        ? null
        : IndexExpression.text(bytes, (int) (found >>> 32), (int) found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bills | bills",
        "/bills/_search | bills",
        "bills/_doc/1 | bills",
        "//bills//_search | bills",
        "/logs-2026-*,-logs-2020/_search | logs-2026-*,-logs-2020",
        "/%3Cbills-%7Bnow%2Fd%7D%3E/_search | <bills-{now/d}>",
        "/a%2Cb/_count | a,b",
        "/%c3%bc/_count | ü",
        "/_all/_search | _all",
        "/remote:bills/_search | remote:bills",
        "/50%/_search | 50%",
        "/5%z0/_search | 5%z0"
      })
  void shouldTellWhatStandsInThePath(String path, String expected) {
    assertThat(indices(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/_search", "/_bulk", "/_cat/indices/bills", "/_plugins/x"})
  void shouldTellWherePathsNameNone(String path) {
    assertThat(indices(path)).isNull();
  }

  @Test
  void shouldDecodeWhateverWasEncoded() {
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      String text =
          random
              .ints(1 + random.nextInt(8), 32, 0xd000)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

      String path = "/" + URLEncoder.encode(text, UTF_8).replace("+", "%20") + "/_search";

      assertThat(indices(path)).isEqualTo(text);
    }
  }

  @Test
  void shouldFitAsARegularExpressionDoes() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      List<String> patterns = List.of(text(random), text(random));
      List<String> names = List.of(text(random), text(random), text(random));
      List<Pattern> same = new ArrayList<>();
      for (String pattern : patterns) {
        same.add(
            Pattern.compile(
                pattern
                    .chars()
                    .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
                    .collect(Collectors.joining())));
      }
      boolean expected =
          names.stream()
              .filter(name -> !name.isEmpty() && !name.startsWith("-"))
              .anyMatch(name -> same.stream().anyMatch(p -> p.matcher(name).matches()));

      assertThat(new IndexPatterns(patterns).fit(String.join(",", names)))
          .as("%s in %s", patterns, names)
          .isEqualTo(expected);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
