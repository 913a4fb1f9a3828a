package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.profile.SearchProfile.TotalHits;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetQueryTest {
  @Test
  void shouldTakeWhatTheTargetSays() {
    SearchProfile profile =
        profile(
            "size=500&from=20&sort=day:desc,_score,user&_source=a,b&track_total_hits=true"
                + "&scroll=1m&q=name:*son+OR+x&timeout=2s",
            "{\"size\":10}");
    assertThat(profile.size()).isEqualTo(500);
    assertThat(profile.from()).isEqualTo(20);
    assertThat(profile.sortFields()).containsExactly("day", "user");
    assertThat(profile.source()).isEqualTo(Source.SOME);
    assertThat(profile.totalHits()).isEqualTo(TotalHits.EXACT);
    assertThat(profile.hasScroll()).isTrue();
    assertThat(profile.hasTimeout()).isTrue();
    assertThat(profile.clauses().getFirst().hasLeadingWildcard()).isTrue();
    assertThat(profile.clauses().getFirst().text().terms()).isEqualTo(3);
  }

  @Test
  void shouldReadNamesAsEnginesDo() {
    assertThat(profile("%73ize=7", "").size()).isEqualTo(7);
    assertThat(profile("a;=size=7", "").size()).isEqualTo(7);
    assertThat(profile("sizes=7&size", "").size()).isEqualTo(-1);
  }

  @Test
  void shouldReadTheBodyInTheSourceParameterIfThereIsNoOther() {
    String source =
        "source=%7B%22query%22%3A%7B%22wildcard%22%3A%7B%22a%22%3A%22*b%22%7D%7D%7D"
            + "&source_content_type=application/json";
    assertThat(profile(source, "").clauseCount(ClauseKind.WILDCARD)).isEqualTo(1);
    assertThat(profile(source, "{}").clauseCount(ClauseKind.WILDCARD)).isZero();
    assertThat(profile("source=---", "").isWhole()).isFalse();
  }

  @Test
  void shouldGiveAnotherPrintForAnotherWayToAsk() {
    long plain = profile("", "{}").fingerprint();
    assertThat(profile("pretty&routing=7", "{}").fingerprint()).isEqualTo(plain);
    assertThat(profile("scroll=1m", "{}").fingerprint()).isNotEqualTo(plain);
    assertThat(profile("size=5&from=3", "").fingerprint())
        .isEqualTo(profile("from=7&size=1", "").fingerprint());
    assertThat(profile("q=a:1", "").fingerprint())
        .isEqualTo(profile("q=a:2", "").fingerprint())
        .isNotEqualTo(profile("q=b:1", "").fingerprint());
  }

  @Test
  void shouldTakeAnyQuery() {
    Random random = new Random(20_260_110);
    String pieces = "&&;=====%%25+sizefromsourceqsort_source,:{}*";
    for (int run = 0; run < 50_000; run++) {
      StringBuilder query = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        int from = random.nextInt(pieces.length());
        query.append(pieces, from, Math.min(pieces.length(), from + random.nextInt(7)));
      }
      assertThat(profile(query.toString(), "")).isNotNull();
    }
  }

  private static SearchProfile profile(String query, String body) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin();
    byte[] bytes = body.getBytes(UTF_8);
    profiler.feed(bytes, 0, bytes.length);
    byte[] target = ("/a/_search?" + query + "&size=9").getBytes(UTF_8);
    profiler.parameters(target, 11, target.length - 7);
    return profiler.end();
  }
}
