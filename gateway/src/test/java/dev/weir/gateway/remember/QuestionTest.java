package dev.weir.gateway.remember;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which reads ask the same. */
class QuestionTest {
  private static final String BODY = "{\"query\":{\"match_all\":{}}}";

  private static AnswerKey key(Question question) {
    return question.key(0, "main", Set.of("x-forwarded-for"));
  }

  private static AnswerKey key(AskedRead read) {
    return key(read.asking(BODY));
  }

  @Test
  void shouldTakeForTheSameWhatDiffersInNothingThatCounts() {
    AskedRead read = AskedRead.search();

    assertThat(key(read)).isEqualTo(key(AskedRead.search()));
    assertThat(key(read.showing("X-Opaque-Id", "7"))).isEqualTo(key(read));
    assertThat(key(read.showing("User-Agent", "curl"))).isEqualTo(key(read));
    assertThat(key(read.showing("TraceParent", "00-1"))).isEqualTo(key(read));
    assertThat(key(read.showing("X-Forwarded-For", "10.0.0.9"))).isEqualTo(key(read));
  }

  @Test
  void shouldTellApartWhateverCouldChangeTheAnswerOrIsAnotherCaller() {
    AskedRead read = AskedRead.search();
    List<AnswerKey> keys = new ArrayList<>();
    keys.add(key(read));
    keys.add(key(read.by("GET")));
    keys.add(key(read.at("/bills/_search?size=1")));
    keys.add(key(read.at("/coupons/_search")));
    keys.add(key(read.of("other")));
    keys.add(key(read.from("anna")));
    keys.add(key(read.from("")));
    keys.add(key(read.showing("Authorization", "Basic YTpi")));
    keys.add(key(read.showing("Authorization", "Basic YTpj")));
    keys.add(key(read.showing("Cookie", "a=b")));
    keys.add(key(read.showing("Accept", "application/yaml")));
    keys.add(key(read.showing("Accept-Encoding", "gzip")));
    keys.add(key(read.showing("es-security-runas-user", "anna")));
    keys.add(key(read.showing("x-proxy-user", "anna")));
    keys.add(key(read.asking("{}")));
    keys.add(key(read.asking("")));
    keys.add(read.asking(BODY).key(1, "main", Set.of()));
    keys.add(read.asking(BODY).key(0, "other", Set.of()));

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotLetAPartPassForAnother() {
    AskedRead read = AskedRead.search();

    assertThat(key(read.showing("Accept", "a").asking("b")))
        .isNotEqualTo(key(read.showing("Accept", "ab").asking("")));
    assertThat(key(read.showing("X-A", "bc"))).isNotEqualTo(key(read.showing("X-Ab", "c")));
    assertThat(key(read.of("bills").from("anna"))).isNotEqualTo(key(read.of("billsanna")));
  }

  @Test
  void shouldBeOfReadsThatCanBeAskedTwice() {
    assertThat(Question.canBe(AskedRead.search())).isTrue();
    assertThat(Question.canBe(AskedRead.search().by("HEAD"))).isFalse();
    assertThat(Question.canBe(AskedRead.search().at("/bills/_search?scroll=1m"))).isFalse();
    assertThat(Question.canBe(AskedRead.search().at("/bills/_search?q=scroll"))).isTrue();
  }
}
