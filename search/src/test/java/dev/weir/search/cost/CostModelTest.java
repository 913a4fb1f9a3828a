package dev.weir.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.IndexFacts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private static SearchProfile profile(String body) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin();
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end();
  }

  private static double guess(String body) {
    return CostModel.predict(profile(body), IndexFacts.NONE, -1, 0);
  }

  private static final String PLAIN = "{'query':{'term':{'user':'a'}}}";

  @Test
  void shouldTellABombFromASearch() {
    double plain = guess(PLAIN);
    String terms = "1,".repeat(10_000) + "1";

    assertThat(plain).isBetween(1.0, 2.0);
    assertThat(guess("{'query':{'terms':{'user':[" + terms + "]}}}")).isGreaterThan(20 * plain);
    assertThat(guess("{'from':9900,'size':100}")).isGreaterThan(10 * plain);
    assertThat(guess("{'query':{'wildcard':{'user':'*a*'}}}")).isGreaterThan(20 * plain);
    assertThat(
            guess(
                "{'aggs':{'a':{'terms':{'field':'u','size':1000},'aggs':{'b':{'terms':{'field':'c',"
                    + "'size':1000}}}}}}"))
        .isGreaterThan(500 * plain);
  }

  @Test
  void shouldTakeTheValuesOfAFieldIntoAccount() {
    IndexFacts many =
        new IndexFacts() {
          @Override
          public @Nullable String type(String field) {
            return null;
          }

          @Override
          public long cardinality(String field) {
            return 100_000_000;
          }

          @Override
          public long documents() {
            return -1;
          }

          @Override
          public long documentBytes() {
            return -1;
          }

          @Override
          public long shards() {
            return 20;
          }

          @Override
          public int lacked() {
            return 0;
          }
        };
    SearchProfile profile = profile("{'aggs':{'a':{'terms':{'field':'u','size':100}}}}");

    assertThat(CostModel.predict(profile, many, -1, 0))
        .isGreaterThan(100 * CostModel.predict(profile, IndexFacts.NONE, -1, 0));
  }

  @Test
  void shouldBelieveWhatItHasSeenTheMoreTheOftenerItHas() {
    SearchProfile profile = profile(PLAIN);
    double guess = CostModel.guess(profile, IndexFacts.NONE);

    assertThat(CostModel.predict(profile, IndexFacts.NONE, 500, 1)).isBetween(guess, 200.0);
    assertThat(CostModel.predict(profile, IndexFacts.NONE, 500, 1_000)).isBetween(495.0, 500.0);
  }

  @Test
  void shouldBeBounded() {
    assertThat(
            guess(
                "{'size':2147483647,'aggs':{'a':{'terms':{'field':'u','size':2147483647},'aggs':{"
                    + "'b':{'terms':{'field':'c','size':2147483647}}}}}}"))
        .isLessThanOrEqualTo(1e7);
  }

  @Test
  void shouldTellWhatASearchHasCost() {
    assertThat(Cost.of(10, 1, -1)).isEqualTo(10.5, within(1e-9));
    assertThat(Cost.of(10, 3, -1)).isEqualTo(31.5, within(1e-9));
    assertThat(Cost.of(10, 1_000, -1)).isEqualTo(52.5, within(1e-9));
    assertThat(Cost.of(-1, -1, 30_000_000)).isEqualTo(30, within(1e-9));
    assertThat(Cost.of(-1, 0, -1)).isEqualTo(1, within(1e-9));
  }
}
