package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.river.Documents.Document;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.json.JsonpMapper;
import org.opensearch.client.json.JsonpSerializable;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.HealthStatus;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch.core.BulkRequest;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.search.Pit;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.endpoints.BooleanResponse;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.opensearch.client.transport.httpclient5.ResponseException;

/** The everyday calls as programs make them, with opensearch-java on Apache HttpClient 5. */
final class OpenSearchJavaSession {
  private final OpenSearchClient client;
  private final String index;
  private final JsonpMapper mapper;
  private final Transcript transcript = new Transcript();

  private OpenSearchJavaSession(OpenSearchTransport transport, String index) {
    this.client = new OpenSearchClient(transport);
    this.mapper = transport.jsonpMapper();
    this.index = index;
  }

  /**
   * All answers, in order.
   *
   * @param gzip both ways
   */
  static List<String> play(int port, boolean gzip, String index) throws IOException {
    try (OpenSearchTransport transport =
        ApacheHttpClient5TransportBuilder.builder(new HttpHost("http", "127.0.0.1", port))
            .setMapper(new JacksonJsonpMapper())
            .setCompressionEnabled(gzip)
            .build()) {
      return new OpenSearchJavaSession(transport, index).play();
    }
  }

  private List<String> play() throws IOException {
    create();
    note("bulk", client.bulk(bulk(Documents.SMALL)));
    note("refresh", client.indices().refresh(r -> r.index(index)));
    search();
    pageThrough();
    documents();
    mistakes();
    look();
    large();
    note("delete index", client.indices().delete(d -> d.index(index)));
    note("index exists", client.indices().exists(e -> e.index(index)));
    return transcript.lines();
  }

  private void create() throws IOException {
    note("ping", client.ping());
    note("info", client.info());
    note("index exists", client.indices().exists(e -> e.index(index)));
    note(
        "create index",
        client
            .indices()
            .create(
                c ->
                    c.index(index)
                        .settings(
                            s ->
                                s.numberOfShards(1)
                                    .numberOfReplicas(0)
                                    .refreshInterval(t -> t.time("-1")))
                        .mappings(
                            m ->
                                m.properties("n", p -> p.integer(i -> i))
                                    .properties("kind", p -> p.keyword(k -> k))
                                    .properties("text", p -> p.keyword(k -> k.index(false))))));
    note("index exists", client.indices().exists(e -> e.index(index)));
  }

  private void search() throws IOException {
    note("search", client.search(sorted(3).build(), Document.class));
    note(
        "search with a query",
        client.search(
            sorted(5)
                .query(q -> q.range(r -> r.field("n").lt(JsonData.of(9))))
                .aggregations("kinds", a -> a.terms(t -> t.field("kind")))
                .build(),
            Document.class));
    note(
        "msearch",
        client.msearch(
            m ->
                m.searches(s -> s.header(h -> h.index(index)).body(b -> b.size(2)))
                    .searches(s -> s.header(h -> h.index("no-such-index")).body(b -> b.size(2))),
            Document.class));
    note("count", client.count(c -> c.index(index)));
  }

  private void pageThrough() throws IOException {
    SearchResponse<Document> first =
        client.search(sorted(7).scroll(t -> t.time("1m")).build(), Document.class);
    note("scroll's first page", first);
    SearchResponse<Document> second =
        client.scroll(s -> s.scrollId(first.scrollId()).scroll(t -> t.time("1m")), Document.class);
    note("scroll's second page", second);
    note("clear scroll", client.clearScroll(c -> c.scrollId(second.scrollId())));

    String point = client.createPit(p -> p.index(index).keepAlive(t -> t.time("1m"))).pitId();
    note(
        "search a point in time",
        client.search(
            s ->
                s.pit(Pit.of(p -> p.id(point).keepAlive("1m")))
                    .size(2)
                    .sort(o -> o.field(f -> f.field("n").order(SortOrder.Asc))),
            Document.class));
    note("delete point in time", client.deletePit(p -> p.pitId(point)));
  }

  private void documents() throws IOException {
    note("get", client.get(g -> g.index(index).id("1"), Document.class));
    note("get a missing one", client.get(g -> g.index(index).id("99"), Document.class));
    note("mget", client.mget(m -> m.index(index).ids("1", "2", "99"), Document.class));
    note("exists", client.exists(e -> e.index(index).id("1")));
    note("exists not", client.exists(e -> e.index(index).id("99")));
    note(
        "update",
        client.update(u -> u.index(index).id("1").doc(Map.of("kind", "changed")), Document.class));
    note(
        "index",
        client.index(i -> i.index(index).id("a/b é").document(new Document(-1, "odd", "id"))));
    note("get it", client.get(g -> g.index(index).id("a/b é"), Document.class));
    note("delete", client.delete(d -> d.index(index).id("2")));
    note("delete again", client.delete(d -> d.index(index).id("2")));
  }

  private void mistakes() {
    refused(
        "search no such index",
        404,
        () -> client.search(s -> s.index("no-such-index"), Document.class));
    refused(
        "search what cannot be parsed",
        400,
        () ->
            client.search(
                s -> s.index(index).query(q -> q.queryString(t -> t.query("a AND ("))),
                Document.class));
    refused("create again", 400, () -> client.indices().create(c -> c.index(index)));
    refused(
        "index what has changed",
        409,
        () ->
            client.index(
                i ->
                    i.index(index)
                        .id("1")
                        .ifSeqNo(0L)
                        .ifPrimaryTerm(1L)
                        .document(Documents.SMALL.getFirst())));
  }

  private void look() throws IOException {
    note("refresh", client.indices().refresh(r -> r.index(index)));
    note(
        "cat indices",
        client
            .cat()
            .indices(c -> c.index(index).headers("health", "status", "index", "docs.count")));
    note(
        "cluster health",
        client
            .cluster()
            .health(
                h -> h.index(index).waitForStatus(HealthStatus.Green).timeout(t -> t.time("10s"))));
  }

  private void large() throws IOException {
    note("large bulk", client.bulk(bulk(Documents.LARGE)));
    note("refresh", client.indices().refresh(r -> r.index(index)));
    SearchResponse<Document> found = client.search(sorted(5_000).build(), Document.class);
    assertThat(found.hits().hits()).hasSize(5_000);
    note("large search", found);
  }

  private SearchRequest.Builder sorted(int size) {
    return new SearchRequest.Builder()
        .index(index)
        .size(size)
        .sort(o -> o.field(f -> f.field("n").order(SortOrder.Asc)));
  }

  private BulkRequest bulk(List<Document> documents) {
    BulkRequest.Builder bulk = new BulkRequest.Builder().index(index);
    for (Document document : documents) {
      bulk.operations(o -> o.index(i -> i.id(Integer.toString(document.n())).document(document)));
    }
    return bulk.build();
  }

  private void refused(String step, int status, Request request) {
    try {
      request.send();
    } catch (OpenSearchException e) {
      assertThat(e.status()).as(step).isEqualTo(status);
      note(step, e.response());
      return;
    } catch (ResponseException e) {
      // What the client makes of a refusal that it has no type for.
      assertThat(e.status()).as(step).isEqualTo(status);
      String said = String.valueOf(e.getMessage());
      transcript.note(step, "", said.substring(said.indexOf('{')));
      return;
    } catch (IOException e) {
      throw new AssertionError(step, e);
    }
    throw new AssertionError(step + " was not refused");
  }

  private void note(String step, BooleanResponse answer) {
    transcript.note(step, "", Boolean.toString(answer.value()));
  }

  private void note(String step, JsonpSerializable answer) {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = mapper.jsonProvider().createGenerator(json)) {
      answer.serialize(generator, mapper);
    }
    transcript.note(step, "", json.toString());
  }

  @FunctionalInterface
  private interface Request {
    Object send() throws IOException;
  }
}
