package dev.weir.gateway.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.FactSettings;
import dev.weir.search.fact.Facts;
import dev.weir.search.fact.RequestFacts;
import dev.weir.search.fact.Snapshot;
import dev.weir.search.index.IndexList;
import dev.weir.search.index.ResolveOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked and when, in virtual time. */
class InquiriesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FactSettings settings = new FactSettings(true, Duration.ofSeconds(10), 100, 2);
  private final Knowledge knowledge = new Knowledge();
  private final Demand demand = new Demand(100 * SECOND);
  private final Inquiries inquiries = new Inquiries(settings, knowledge, demand);
  private Facts facts = new Facts(Snapshot.NONE);
  private long now = 5 * SECOND;

  /** Has all questions answered that are due, and tells which they were. */
  private List<String> round() throws IOException {
    List<String> asked = new ArrayList<>();
    demand.take(facts, now);
    Inquiry inquiry = inquiries.next(now);
    while (inquiry != null && asked.size() < 50) {
      asked.add(inquiry.target().split("\\?", 2)[0]);
      String answer = answer(inquiry.target());
      if (answer.isEmpty()) {
        inquiry.fail(now);
      } else {
        inquiry.take(answer, now);
      }
      demand.take(facts, now);
      facts = new Facts(knowledge.snapshot());
      now += SECOND / 100;
      inquiry = inquiries.next(now);
    }
    return asked;
  }

  private static String answer(String target) {
    String path = target.split("\\?", 2)[0];
    if (path.equals("/_resolve/index/*")) {
      return "{\"indices\":[{\"name\":\"bills\",\"attributes\":[\"open\"]},"
          + "{\"name\":\"users\",\"attributes\":[\"open\"]}]}";
    } else if (path.equals("/_cat/indices")) {
      return "[{\"index\":\"bills\",\"pri\":\"1\",\"docs.count\":\"1000\",\"pri.store.size\":\"4000\"},"
                 + "{\"index\":\"users\",\"pri\":\"1\",\"docs.count\":\"10\",\"pri.store.size\":\"40\"}]";
    } else if (path.endsWith("/_mapping")) {
      return "{\"bills\":{\"mappings\":{\"properties\":{\"price\":{\"type\":\"double\"},"
          + "\"note\":{\"type\":\"text\"},\"lines\":{\"type\":\"nested\"}}}}}";
    } else if (path.endsWith("/_count")) {
      return "{\"count\":200}";
    } else if (path.endsWith("/_search")) {
      return "{\"hits\":{\"total\":{\"value\":1000}},\"aggregations\":{\"values\":{\"value\":1000},"
          + "\"different\":{\"value\":12}}}";
    }
    return path.equals("/_alias") ? "{}" : "";
  }

  private RequestFacts bills() {
    return new RequestFacts(() -> 0).begin(facts, IndexList.of("bills"), ResolveOptions.SEARCH);
  }

  @Test
  void shouldLearnWhatIsAskedForAndNothingElse() throws IOException {
    assertThat(round()).containsExactly("/_alias", "/_resolve/index/*", "/_cat/indices");
    assertThat(round()).as("all is known that was asked for").isEmpty();

    assertThat(bills().type("price")).isNull();
    assertThat(round()).containsExactly("/bills/_mapping", "/bills/_count");
    assertThat(bills().type("price")).isEqualTo("double");
    assertThat(bills().documentBytes()).isEqualTo(20);

    assertThat(bills().cardinality("price")).isEqualTo(-1);
    assertThat(round()).containsExactly("/bills/_search");
    assertThat(bills().cardinality("price")).isEqualTo(12);
  }

  @Test
  void shouldKeepWithinTheBudgetOfSamples() throws IOException {
    round();
    for (String field : List.of("a", "b", "c", "d", "note")) {
      assertThat(bills().cardinality(field)).isEqualTo(-1);
    }
    assertThat(bills().type("price")).isNull();

    // None of these fields is in the mapping, or it is a text.
    assertThat(round()).containsExactly("/bills/_mapping", "/bills/_count");
  }

  @Test
  void shouldSampleNoMoreThanSoOftenInAMinute() throws IOException {
    round();
    for (String field : List.of("a", "b", "c")) {
      assertThat(bills().cardinality(field)).isEqualTo(-1);
    }

    assertThat(round()).containsExactly("/bills/_search", "/bills/_search");
    now += 61 * SECOND;
    assertThat(List.of("a", "b", "c")).filteredOn(each -> bills().cardinality(each) < 0).hasSize(1);
    assertThat(round()).endsWith("/bills/_search").hasSize(4);
  }

  @Test
  void shouldLookAgainAfterATime() throws IOException {
    round();
    assertThat(bills().type("price")).isNull();
    round();
    now += 11 * SECOND;
    assertThat(round()).as("names and sizes").hasSize(3);
    now += 50 * SECOND;
    assertThat(round()).endsWith("/bills/_mapping", "/bills/_count").hasSize(5);
  }

  @Test
  void shouldForgetWhatNobodyAsksFor() throws IOException {
    round();
    assertThat(bills().type("price")).isNull();
    round();
    assertThat(facts.snapshot().mappings()).hasSize(1);
    now += 101 * SECOND;
    assertThat(round()).hasSize(3);
    now += 11 * SECOND;
    round();
    assertThat(facts.snapshot().mappings()).isEmpty();
  }

  @Test
  void shouldNotAskAgainAtOnceWhatFailed() throws IOException {
    round();
    RequestFacts users =
        new RequestFacts(() -> 0).begin(facts, IndexList.of("users"), ResolveOptions.SEARCH);
    assertThat(users.type("name")).isNull();

    assertThat(round()).as("the answer does not name it").containsExactly("/users/_mapping");
    assertThat(round()).isEmpty();
  }
}
