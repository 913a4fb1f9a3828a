package dev.weir.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.index.IndexCatalogue.Group;
import dev.weir.search.index.IndexCatalogue.Index;
import dev.weir.search.index.IndexResolver.Resolution;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexResolverTest {
  private static final Instant NOW = Instant.parse("2026-11-21T23:30:00Z");

  private static final IndexCatalogue CATALOGUE =
      new IndexCatalogue(
          List.of(
              new Index("bills-2026.10", true, false),
              new Index("bills-2026.11", true, false),
              new Index("bills-2026.11.21", true, false),
              new Index("bills-2026.11.22", true, false),
              new Index("bills-old", false, false),
              new Index("users", true, false),
              new Index("hidden", true, true),
              new Index(".kibana_1", true, true),
              new Index(".ds-logs-000001", true, true),
              new Index(".ds-logs-000002", true, true)),
          List.of(
              new Group("current", List.of("bills-2026.11", "users"), false),
              new Group("bills-all", List.of("bills-2026.10", "bills-old"), false),
              new Group(".kibana", List.of(".kibana_1"), true),
              new Group("logs", List.of(".ds-logs-000001", ".ds-logs-000002"), false)));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "->",
      value = {
        "users -> users",
        "current -> bills-2026.11 users",
        "current,users -> bills-2026.11 users",
        "bills-2026.1* -> bills-2026.10 bills-2026.11 bills-2026.11.21 bills-2026.11.22",
        "bills-2026*,-bills-2026.11* -> bills-2026.10",
        "bills-2026*,-current -> bills-2026.10 bills-2026.11 bills-2026.11.21 bills-2026.11.22",
        "bills-2026*,-curr* -> bills-2026.10 bills-2026.11.21 bills-2026.11.22",
        "users,bills-2026*,-users -> bills-2026.10 bills-2026.11 bills-2026.11.21 bills-2026.11.22",
        "-users,bills-2026.10 -> bills-2026.10",
        "logs -> .ds-logs-000001 .ds-logs-000002",
        "l* -> .ds-logs-000001 .ds-logs-000002",
        "*den -> ''",
        ".kib* -> .kibana_1",
        "*kibana* -> ''",
        "hidden -> hidden",
        "bills-all -> bills-2026.10 bills-old",
        "bills-a* -> bills-2026.10",
        "bills-o* -> ''",
        "bills-old -> bills-old",
        "<bills-{now/d}> -> bills-2026.11.21",
        "<bills-{now/M{uuuu.MM}}> -> bills-2026.11",
        "<bills-{now/d{uuuu.MM.dd|+12:00}}> -> bills-2026.11.22",
        "<bills-{now/M-1M{uuuu.MM}}> -> bills-2026.10",
        "none-such* -> ''"
      })
  void shouldTellWhatAnExpressionStandsFor(String expression, String expected) {
    assertThat(resolve(expression).indices())
        .containsExactlyInAnyOrderElementsOf(
            expected.isEmpty() ? List.of() : Arrays.asList(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"'', 7", "_all, 7", "*, 7"})
  void shouldTakeAllThatIsOpenAndNotHidden(String expression, int count) {
    // Five open ones, and the two behind the data stream.
    assertThat(resolve(expression).indices())
        .hasSize(count)
        .contains("users", ".ds-logs-000001")
        .doesNotContain("hidden", ".kibana_1", "bills-old");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(resolve("users,none-such,-users").missing()).containsExactly("none-such", "-users");
    ResolveOptions lenient = new ResolveOptions(true, false, false, true);
    assertThat(resolve("users,none-such", lenient).missing()).isEmpty();
  }

  @Test
  void shouldNotKnowWhatOtherClustersHave() {
    Resolution found = resolve("eu:*,users");
    assertThat(found.remote()).isTrue();
    assertThat(found.indices()).containsExactly("users");
  }

  @Test
  void shouldReadExpandWildcards() {
    ResolveOptions closed = ResolveOptions.SEARCH.expanding("closed");
    assertThat(resolve("bills-*", closed).indices()).containsExactly("bills-old");
    ResolveOptions all = ResolveOptions.SEARCH.expanding("all");
    assertThat(resolve("*", all).indices()).hasSize(10);
    ResolveOptions none = ResolveOptions.SEARCH.expanding("open,none");
    assertThat(resolve("*", none).indices()).isEmpty();
  }

  @Test
  void shouldLeaveNamesThatAreNoDateMathAsTheyAre() {
    assertThat(resolve("<bills-{then/d}>").missing()).containsExactly("<bills-{then/d}>");
    assertThat(resolve("<bills-{now/q}>").missing()).containsExactly("<bills-{now/q}>");
    assertThat(resolve("<bills-{now").missing()).hasSize(1);
  }

  @Test
  void shouldMatchPatternsAsRegularExpressionsDo() {
    Random random = new Random(20_260_104);
    for (int run = 0; run < 100_000; run++) {
      String pattern = text(random, "ab*");
      String name = text(random, "ab");
      assertThat(IndexResolver.fits(pattern, name))
          .as("%s %s", pattern, name)
          .isEqualTo(name.matches(pattern.replace("*", ".*")));
    }
  }

  @Test
  void shouldFindByPatternWhatALookAtEachNameFinds() {
    Random random = new Random(20_260_105);
    List<Index> indices =
        random
            .ints(200)
            .mapToObj(i -> text(random, "abcé\uffff"))
            .distinct()
            .map(name -> new Index(name, true, false))
            .toList();
    IndexCatalogue catalogue = new IndexCatalogue(indices, List.of());
    for (int run = 0; run < 2_000; run++) {
      String pattern = text(random, "abcé\uffff*") + "*";
      Set<String> found =
          IndexResolver.resolve(IndexList.of(pattern), catalogue, ResolveOptions.SEARCH, NOW)
              .indices();
      assertThat(found)
          .as(pattern)
          .containsExactlyInAnyOrderElementsOf(
              indices.stream()
                  .map(Index::name)
                  .filter(name -> IndexResolver.fits(pattern, name))
                  .toList());
    }
  }

  private static String text(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static Resolution resolve(String expression) {
    return resolve(expression, ResolveOptions.SEARCH);
  }

  private static Resolution resolve(String expression, ResolveOptions options) {
    return IndexResolver.resolve(IndexList.of(expression), CATALOGUE, options, NOW);
  }
}
