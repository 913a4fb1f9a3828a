package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StencilsTest {
  private static final String SEARCH =
      "{'query':{'bool':{'filter':[{'term':{'user':'u-%d'}}]}},'size':20}";

  private final Stencils stencils = new Stencils();
  private final QueryProfiler profiler = new QueryProfiler(stencils);

  @Test
  void shouldKnowAFormThatComesAgain() {
    for (int i = 0; i < 4; i++) {
      assertThat(profile(SEARCH.formatted(i), "").isKnown()).isFalse();
    }
    SearchProfile profile = profile(SEARCH.formatted(1_000_000), "");
    assertThat(profile.isKnown()).isTrue();
    assertThat(profile.clauses().get(1).textLength()).isEqualTo("u-1000000".length());
    assertThat(stencils.size()).isEqualTo(1);
  }

  @Test
  void shouldForgetWhatACallerNotesOfAKnownOne() {
    learn(SEARCH, "");
    profile(SEARCH.formatted(1), "").oddities().add(Oddity.TOO_LARGE);
    SearchProfile profile = profile(SEARCH.formatted(2), "");
    assertThat(profile.isKnown()).isTrue();
    assertThat(profile.isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=100",
        "from=20&size=100",
        "scroll=1m",
        "q=a:b",
        "sort=day:desc,id",
        "timeout=1s",
        "_source=a",
        "_source_excludes=a",
        "track_total_hits=true",
        "terminate_after=7",
        "%73ize=5"
      })
  void shouldTellFormsApartByWhatCountsInTheTarget(String target) {
    learn(SEARCH, "");
    assertThat(profile(SEARCH.formatted(1), target).isKnown()).isFalse();
    learn(SEARCH, target);
    SearchProfile profile = profile(SEARCH.formatted(77), target);
    assertThat(profile.isKnown()).isTrue();
    assertThat(Figures.of(profile)).isEqualTo(Figures.of(read(SEARCH.formatted(77), target)));
    assertThat(profile(SEARCH.formatted(1), "").isKnown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"preference=1700000000", "routing=a&typed_keys=true", "&;=", "a"})
  void shouldPassOverTheRestOfTheTarget(String target) {
    learn(SEARCH, "");
    SearchProfile profile = profile(SEARCH.formatted(1), target);
    assertThat(profile.isKnown()).isTrue();
    assertThat(Figures.of(profile)).isEqualTo(Figures.of(read(SEARCH.formatted(1), target)));
  }

  @Test
  void shouldNotTakeTheTargetForTheBodyOfAKnownOne() {
    learn(SEARCH, "");
    String other = "source=%7B%22size%22%3A5%7D&source_content_type=application/json";
    assertThat(profile(SEARCH.formatted(1), other).isKnown()).isTrue();
    assertThat(profile("", other).size()).isEqualTo(5);
  }

  @Test
  void shouldKnowABodyHoweverItIsCut() {
    learn(SEARCH, "");
    byte[] body = bytes(SEARCH.formatted(5));
    Random random = new Random(1);
    for (int run = 0; run < 100; run++) {
      profiler.begin();
      int at = 0;
      while (at < body.length) {
        int size = 1 + random.nextInt(body.length - at);
        if (random.nextBoolean()) {
          profiler.feed(body, at, at + size);
        } else {
          profiler.feed(ByteBuffer.allocateDirect(size).put(body, at, size).flip());
        }
        at += size;
      }
      assertThat(profiler.end().isKnown()).isTrue();
    }
  }

  @Test
  void shouldKnowTheLinesOfAMultiSearch() {
    learn(SEARCH, "");
    List<Boolean> known = new ArrayList<>();
    MultiSearchProfiler lines =
        new MultiSearchProfiler(
            (indices, header, profile) -> known.add(profile.isKnown()), stencils);
    lines.begin();
    byte[] body = bytes("{}\n" + SEARCH.formatted(1) + "\n{'index':'a'}\n{'size':3}\n");
    lines.feed(body, 0, body.length);
    assertThat(lines.end()).isEqualTo(2);
    assertThat(known).containsExactly(true, false);
  }

  @Test
  void shouldReadWhatIsNotJsonOrHoldsAStatement() {
    learn(SEARCH, "");
    byte[] body = bytes(SEARCH.formatted(1));
    profiler.begin(BodyFormat.YAML, Language.NONE);
    profiler.feed(body, 0, body.length);
    assertThat(profiler.end().isKnown()).isFalse();
    profiler.begin(BodyFormat.JSON, Language.SQL);
    profiler.feed(body, 0, body.length);
    assertThat(profiler.end().isKnown()).isFalse();
  }

  @Test
  void shouldReadWhatIsLargerThanIsHeld() {
    String large = "{'query':{'terms':{'user':[" + "1,".repeat(Stencils.LONGEST / 2) + "1]}}}";
    for (int i = 0; i < 8; i++) {
      SearchProfile profile = profile(large, "");
      assertThat(profile.isKnown()).isFalse();
      assertThat(Figures.of(profile)).isEqualTo(Figures.of(read(large, "")));
    }
  }

  @Test
  void shouldKeepTheMostUsedAndNeverMoreThanThereIsRoomFor() {
    learn(SEARCH, "");
    for (int form = 0; form < 300; form++) {
      for (int i = 0; i < 100; i++) {
        profile("{'query':{'term':{'f" + form + "':" + i + "}}}", "");
        if (i % 10 == 0) {
          assertThat(profile(SEARCH.formatted(i), "").isKnown()).isTrue();
        }
      }
      assertThat(stencils.size()).isBetween(1, Stencils.MOST);
    }
    assertThat(stencils.size()).isEqualTo(Stencils.MOST);
  }

  @Test
  void shouldKeepWithinItsMemory() {
    for (int form = 0; form < 100; form++) {
      StringBuilder body = new StringBuilder("{'query':{'bool':{'should':[{'term':{'f':1}}");
      while (body.length() < Stencils.LONGEST - 100) {
        body.append(",{'match':{'some.longer.name.of.field").append(form).append("':'x'}}");
      }
      learn(body.append("]}}}").toString(), "");
    }
    assertThat(stencils.size()).isBetween(10, 40);
  }

  @Test
  void shouldNotLearnWhatNeverComesAlikeAgainAndAgain() {
    // Another name each time, which is no part of the fingerprint.
    for (int i = 0; i < 10_000; i++) {
      profile("{'aggs':{'n" + i + "':{'terms':{'field':'a'}}}}", "");
    }
    assertThat(stencils.size()).isLessThan(14);
  }

  @Test
  void shouldTellWhatReadingTellsWhateverComes() {
    Random random = new Random(20_261_123);
    Stencils of = new Stencils(new Bounds(64, 64, 1 << 20));
    QueryProfiler knowing = new QueryProfiler(of);
    QueryProfiler reading = new QueryProfiler(of.bounds());
    List<byte[]> forms = new ArrayList<>();
    int known = 0;
    for (int run = 0; run < 60_000; run++) {
      if (run % 2_000 == 0) {
        forms.clear();
        for (int i = 0; i < 4; i++) {
          long seed = random.nextLong();
          forms.add(
              random.nextBoolean()
                  ? new RandomQuery(seed, seed).body()
                  : new RandomForm(random).body().getBytes(UTF_8));
        }
      }
      Mutation mutation = new Mutation(random, forms.get(random.nextInt(forms.size())));
      byte[] body =
          switch (random.nextInt(8)) {
            case 0 -> mutation.otherBytes();
            case 1 -> mutation.anyValue();
            default -> mutation.otherValues();
          };
      SearchProfile profile = profile(knowing, body, run % 3 == 0 ? "size=7" : "");
      known += profile.isKnown() ? 1 : 0;
      assertThat(Figures.of(profile))
          .as("%s", new String(body, UTF_8))
          .isEqualTo(Figures.of(profile(reading, body, run % 3 == 0 ? "size=7" : "")));
    }
    assertThat(known).isGreaterThan(3_000);
  }

  private void learn(String body, String target) {
    for (int i = 0; i < 4; i++) {
      profile(body.contains("%d") ? body.formatted(i) : body, target);
    }
  }

  private SearchProfile profile(String body, String target) {
    return profile(profiler, bytes(body), target);
  }

  private static SearchProfile read(String body, String target) {
    return profile(new QueryProfiler(), bytes(body), target);
  }

  private static SearchProfile profile(QueryProfiler profiler, byte[] body, String target) {
    profiler.begin();
    profiler.feed(body, 0, body.length);
    if (!target.isEmpty()) {
      byte[] query = target.getBytes(US_ASCII);
      profiler.parameters(query, 0, query.length);
    }
    return profiler.end();
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(UTF_8);
  }
}
