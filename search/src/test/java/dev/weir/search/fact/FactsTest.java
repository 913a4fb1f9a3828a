package dev.weir.search.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.search.index.IndexCatalogue;
import dev.weir.search.index.IndexCatalogue.Group;
import dev.weir.search.index.IndexCatalogue.Index;
import dev.weir.search.index.IndexList;
import dev.weir.search.index.IndexResolver;
import dev.weir.search.index.ResolveOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
  private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

  private static final String MAPPINGS =
      """
      {"bills-1":{"mappings":{"dynamic":"strict","dynamic_templates":[{"a":{"mapping":{"type":"long"}}}],
        "properties":{
          "day":{"type":"date","format":"yyyy-MM-dd"},
          "title":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}},
          "amount":{"type":"alias","path":"sums.total"},
          "sums":{"properties":{"total":{"type":"double"},"type":{"type":"keyword"}}},
          "lines":{"type":"nested","properties":{"item":{"type":"keyword"}}},
          "labels":{"type":"flat_object"}}}},
       "bills-2":{"mappings":{"properties":{"day":{"type":"date"},"title":{"type":"keyword"}}}},
       "bills-3":{"mappings":{}}}
      """;

  @Test
  void shouldReadMappings() throws IOException {
    Map<String, Mapping> mappings = MappingReader.read(MAPPINGS, 100);

    assertThat(mappings).containsOnlyKeys("bills-1", "bills-2", "bills-3");
    Mapping first = mappings.get("bills-1");
    assertThat(first).isNotNull();
    assertThat(first.types())
        .containsEntry("day", "date")
        .containsEntry("title", "text")
        .containsEntry("title.keyword", "keyword")
        .containsEntry("amount", "double")
        .containsEntry("sums", "object")
        .containsEntry("sums.total", "double")
        .containsEntry("sums.type", "keyword")
        .containsEntry("lines", "nested")
        .containsEntry("lines.item", "keyword")
        .hasSize(10);
    assertThat(first.nested()).containsExactly("lines");
    assertThat(first.type("labels.team.name")).isEqualTo("flat_object");
    assertThat(first.type("no-such")).isEmpty();
    assertThat(first.whole()).isTrue();
  }

  @Test
  void shouldKeepNoMoreFieldsThanItIsTold() throws IOException {
    Mapping few = MappingReader.read(MAPPINGS, 3).get("bills-1");

    assertThat(few).isNotNull();
    assertThat(few.types()).hasSizeLessThanOrEqualTo(3);
    assertThat(few.type("no-such")).isNull();
  }

  @Test
  void shouldShareMappingsThatAreAlike() throws IOException {
    String fields = "{\"mappings\":{\"properties\":{\"a\":{\"type\":\"long\"}}}}";
    Map<String, Mapping> mappings =
        MappingReader.read("{\"a\":" + fields + ",\"b\":" + fields + "}", 10);

    assertThat(mappings.get("a")).isSameAs(mappings.get("b"));
  }

  @Test
  void shouldRefuseWhatIsNoMapping() {
    assertThatThrownBy(() -> MappingReader.read("[]", 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> MappingReader.read("{\"a\":{\"mappings\":{", 1))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldReadNamesAndSizes() throws IOException {
    String resolved =
        """
        {"indices":[{"name":".ds-logs-1","attributes":["open","hidden"],"data_stream":"logs"},
          {"name":"bills","aliases":["current"],"attributes":["open"]},
          {"name":"old","attributes":["closed"]}],
         "aliases":[{"name":"current","indices":["bills"]},{"name":".secret","indices":"bills"}],
         "data_streams":[{"name":"logs","backing_indices":".ds-logs-1","timestamp_field":"@timestamp"}]}
        """;
    Set<String> hidden =
        CatalogueReader.hiddenAliases(
            "{\"bills\":{\"aliases\":{\".secret\":{\"is_hidden\":true},\"a\":{\"is_hidden\":false}}}}");

    CatalogueReader.Names names = CatalogueReader.names(resolved, hidden, 100);

    assertThat(names.whole()).isTrue();
    assertThat(names.catalogue().size()).isEqualTo(6);
    assertThat(CatalogueReader.names(resolved, hidden, 5).whole()).isFalse();
    assertThat(resolve(names.catalogue(), "*")).containsExactlyInAnyOrder("bills", ".ds-logs-1");
    assertThat(resolve(names.catalogue(), ".sec*")).containsExactly("bills");
    assertThat(resolve(names.catalogue(), "log*")).containsExactly(".ds-logs-1");
    assertThat(
            CatalogueReader.sizes(
                "[{\"index\":\"bills\",\"pri\":\"3\",\"docs.count\":\"1000\",\"pri.store.size\":\"5000\"},"
                    + "{\"index\":\"old\",\"pri\":\"1\",\"docs.count\":null,\"pri.store.size\":null}]"))
        .isEqualTo(Map.of("bills", new IndexSize(1000, 5000, 3)));
  }

  private static Set<String> resolve(IndexCatalogue catalogue, String expression) {
    return IndexResolver.resolve(
            IndexList.of(expression), catalogue, ResolveOptions.SEARCH, Instant.ofEpochMilli(NOW))
        .indices();
  }

  private static Facts facts(boolean whole) throws IOException {
    IndexCatalogue names =
        new IndexCatalogue(
            List.of(
                new Index("bills-1", true, false),
                new Index("bills-2", true, false),
                new Index("bills-3", true, false),
                new Index("bills-2026.11.21", true, false),
                new Index("empty", true, false)),
            List.of(new Group("bills", List.of("bills-1", "bills-2"), false)));
    return new Facts(
        new Snapshot(
            names,
            whole,
            Map.of(
                "bills-1", new IndexSize(1_000, 500_000, 2),
                "bills-2", new IndexSize(5_000, 500_000, 3),
                "bills-3", new IndexSize(10, 100, 1),
                "empty", new IndexSize(0, 200, 1)),
            MappingReader.read(MAPPINGS, 100),
            Map.of("bills-1", 100L),
            Map.of(new FieldOf("bills-2", "user"), 777L)));
  }

  private static RequestFacts of(Facts facts, String expression) {
    return at(NOW, facts, expression);
  }

  private static RequestFacts at(long time, Facts facts, String expression) {
    return new RequestFacts(() -> time)
        .begin(facts, IndexList.of(expression), ResolveOptions.SEARCH);
  }

  @Test
  void shouldKnowWhatIndicesHaveInCommon() throws IOException {
    RequestFacts bills = of(facts(true), "bills");

    assertThat(bills.type("day")).isEqualTo("date");
    assertThat(bills.type("sums.total")).isEqualTo("double");
    assertThat(bills.type("no-such")).isEmpty();
    assertThat(bills.shards()).isEqualTo(5);
    assertThat(bills.documents()).isEqualTo(6_000);
    assertThat(bills.documentBytes()).isEqualTo(5_000);
    assertThat(bills.cardinality("user")).isEqualTo(777);
    assertThat(bills.lacked()).isZero();
  }

  @Test
  void shouldNotGuess() throws IOException {
    RequestFacts bills = of(facts(true), "bills");
    assertThat(bills.type("title")).as("the indices differ").isNull();
    assertThat(bills.cardinality("other")).isEqualTo(-1);
    assertThat(bills.lacked()).isEqualTo(2);
    assertThat(of(facts(true), "bills,none-such").type("day")).isNull();
    assertThat(of(facts(true), "eu:bills").shards()).isEqualTo(-1);
    assertThat(of(facts(false), "bills*").shards()).isEqualTo(-1);
    assertThat(of(facts(false), "bills").shards()).isEqualTo(5);
    assertThat(of(new Facts(Snapshot.NONE), "bills").documents()).isEqualTo(-1);
    assertThat(of(facts(true), "empty").documentBytes()).isZero();
    assertThat(of(facts(true), "bills-2026*").documents()).as("a size is missing").isEqualTo(-1);
  }

  @Test
  void shouldTakeDatesAsTheyAreNow() throws IOException {
    Facts facts = facts(true);
    assertThat(of(facts, "<bills-{now/d}>").type("day")).isNull();

    assertThat(facts.askedIndices(10)).containsExactly("bills-2026.11.21");
    assertThat(at(NOW + 86_400_000, facts, "<bills-{now/d}>").shards()).isEqualTo(-1);
  }

  @Test
  void shouldNoteWhatWasAskedFor() throws IOException {
    Facts facts = facts(true);
    assertThat(facts.isAsked()).isFalse();
    assertThat(of(facts, "bills").shards()).isEqualTo(5);
    assertThat(facts.isAsked()).isTrue();
    assertThat(facts.askedIndices(10)).as("only its size").isEmpty();

    assertThat(of(facts, "bills").cardinality("user")).isEqualTo(777);
    assertThat(of(facts, "bill*").type("day")).isNull();

    assertThat(facts.askedFields()).containsExactly(new FieldOf("bills-2", "user"));
    assertThat(facts.askedIndices(10)).hasSize(4);
    assertThat(facts.askedIndices(2)).hasSize(2);
  }

  @Test
  void shouldKeepWithinItsBoundsWhateverIsAsked() throws IOException {
    Facts facts = facts(true);
    for (int i = 0; i < 10_000; i++) {
      assertThat(of(facts, "bills,bills-" + i + "*").cardinality("field-" + i)).isEqualTo(-1);
    }
    assertThat(facts.askedFields()).hasSize(1024);
    assertThat(of(facts, "bills").shards()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 10_000, 1_000_000",
    "50_000, 10_000, 1_000_000",
    "1_000_000, 10_000, 1_000_000",
    "3, 10_000, 20_000",
    "700, 1_000, 1_000"
  })
  void shouldEstimateHowManyValuesThereAre(String values, String looked, String documents) {
    Random random = new Random(20_260_401);
    int all = Integer.parseInt(values.replace("_", ""));
    int sample = Integer.parseInt(looked.replace("_", ""));
    long different = random.ints(sample, 0, all).distinct().count();
    long total = Long.parseLong(documents.replace("_", ""));

    long estimate = new Sample(sample, sample, different).estimate(total);

    long expected = sample == total ? different : all;
    assertThat((double) estimate).isBetween(expected * 0.7, expected * 1.5);
  }

  @Test
  void shouldEstimateFieldsThatFewDocumentsHave() {
    assertThat(new Sample(10_000, 0, 0).estimate(1_000_000)).isZero();
    assertThat(new Sample(0, 0, 0).estimate(1_000_000)).isZero();
    assertThat(new Sample(10_000, 100, 100).estimate(1_000_000)).isEqualTo(10_000);
    assertThat(new Sample(10, 10, 10).estimate(10)).isEqualTo(10);
  }

  @Test
  void shouldReadASample() throws IOException {
    assertThat(
            Sample.read(
                "{\"took\":1,\"hits\":{\"total\":{\"value\":40,\"relation\":\"eq\"},\"hits\":[]},"
                    + "\"aggregations\":{\"values\":{\"value\":39},\"different\":{\"value\":7}}}"))
        .isEqualTo(new Sample(40, 39, 7));
    assertThatThrownBy(() -> Sample.read("{}")).isInstanceOf(IOException.class);
    assertThat(Sample.query("a\"b", 10)).contains("\"a\\\"b\"");
  }
}
