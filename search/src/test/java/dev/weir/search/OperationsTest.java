package dev.weir.search;

import static dev.weir.search.Operation.BULK;
import static dev.weir.search.Operation.BY_QUERY;
import static dev.weir.search.Operation.COUNT;
import static dev.weir.search.Operation.CREATE_DOCUMENT;
import static dev.weir.search.Operation.CURSOR;
import static dev.weir.search.Operation.DELETE_DOCUMENT;
import static dev.weir.search.Operation.GET_DOCUMENT;
import static dev.weir.search.Operation.MAINTENANCE;
import static dev.weir.search.Operation.MULTI_GET;
import static dev.weir.search.Operation.MULTI_SEARCH;
import static dev.weir.search.Operation.PUT_DOCUMENT;
import static dev.weir.search.Operation.READ_ADMIN;
import static dev.weir.search.Operation.REINDEX;
import static dev.weir.search.Operation.SEARCH;
import static dev.weir.search.Operation.STATEMENT;
import static dev.weir.search.Operation.UNKNOWN;
import static dev.weir.search.Operation.UPDATE_DOCUMENT;
import static dev.weir.search.Operation.WRITE_ADMIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("requests")
  void shouldTellTheOperation(String request, Operation expected) {
    assertThat(operation(request)).isEqualTo(expected);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
            of(
                SEARCH,
                "GET /_search",
                "POST /_search",
                "GET /bills/_search",
                "POST /bills/_search?size=10&sort=day:desc",
                "POST /bills-2026-*,-bills-2020-*/_search",
                "POST /_all/_search",
                "POST bills/_search",
                "POST /bills/_search/",
                "POST //bills//_search//",
                "POST /_search/template",
                "GET /bills/_search/template",
                "POST /%3Cbills-%7Bnow%2Fd%7D%3E/_search",
                "POST /%5fall/_search",
                "POST /bills/_search?scrolling=1m",
                "POST /bills/_search?q=scroll",
                "POST /bills/_search?search_type=dfs_query_then_fetch&;&",
                "POST /bills/_knn_search",
                "GET /bills/_rollup_search",
                "POST /bills/_mvt/place/3/4/5",
                "GET /bills/_fleet/_fleet_search",
                "POST /bills/bill/_search",
                "POST /bills/_doc/_search"),
            of(
                CURSOR,
                "POST /bills/_search?scroll=1m",
                "POST /bills/_search?size=1&scroll=1m",
                "POST /bills/_search?size=1;scroll=1m",
                "POST /bills/_search?scroll",
                "POST /bills/_search?=scroll=1m",
                "POST /bills/_search?%73croll=1m",
                "POST /bills/_search?scro%6C%6c=1m",
                "POST /bills/_search/template?scroll=1m",
                "GET /_search/scroll",
                "POST /_search/scroll",
                "POST /_search/scroll/c2Nhbjs2OzM0NDg1ODpzRlBLc0Z",
                "DELETE /_search/scroll",
                "POST /bills/_search/point_in_time?keep_alive=1m",
                "DELETE /_search/point_in_time",
                "GET /_search/point_in_time/_all",
                "POST /bills/_pit?keep_alive=1m",
                "DELETE /_pit",
                "POST /bills/_async_search",
                "POST /_plugins/_asynchronous_search",
                "DELETE /_plugins/_asynchronous_search/1",
                "POST /_plugins/_sql/close",
                "POST /_sql/close",
                "DELETE /_query/async/1",
                "GET /_async_search/FmRldE8zREVEUzA2ZVpUeGs2ejJFUFEaMkZ5QTVrSTZSaVN3WlNFVmtlWHJsdzoxMDc="),
            of(
                MULTI_SEARCH,
                "GET /_msearch",
                "POST /_msearch",
                "POST /bills/_msearch",
                "POST /_msearch/template",
                "POST /bills/_msearch/template"),
            of(COUNT, "GET /_count", "POST /bills/_count", "GET /bills/bill/_count"),
            of(
                GET_DOCUMENT,
                "GET /bills/_doc/1",
                "HEAD /bills/_doc/1",
                "GET /bills/_doc/1?version=3",
                "GET /bills/_doc/a%2Fb",
                "GET /bills/_doc/%2F",
                "GET /bills/_source/1",
                "HEAD /bills/_source/1",
                "GET /bills/bill/1",
                "HEAD /bills/bill/1",
                "GET /bills/bill/1/_source"),
            of(MULTI_GET, "GET /_mget", "POST /_mget", "POST /bills/_mget"),
            of(
                BULK,
                "POST /_bulk",
                "PUT /_bulk",
                "POST /bills/_bulk",
                "POST /_bulk?refresh=true",
                "POST /_bulk/",
                "POST /_bulk/stream",
                "POST /bills/bill/_bulk",
                "POST /bills/_doc/_bulk"),
            of(
                PUT_DOCUMENT,
                "PUT /bills/_doc/1",
                "POST /bills/_doc/1",
                "PUT bills/_doc/1/",
                "PUT /bills/_doc/a%2Fb",
                "PUT /bills/_doc/1?refresh=wait_for&routing=u7&timeout=1m",
                "PUT /bills/_doc/1?refresh",
                "PUT /bills/_doc/1?op_type=index",
                "PUT /bills/_doc/1?",
                "PUT /bills/_doc/1?&",
                "PUT /bills/_doc/_1",
                "PUT /bills/bill/1"),
            of(
                CREATE_DOCUMENT,
                "POST /bills/_doc",
                "POST /bills/_doc/",
                "POST /bills/_doc?refresh=true",
                "PUT /bills/_doc/1?op_type=create",
                "PUT /bills/_doc/1?refresh=true&op_type=create",
                "PUT /bills/_doc/1?refresh=true;op_type=create",
                "PUT /bills/_doc/1?=op_type=create",
                "PUT /bills/_doc/1?%6fp_type=create",
                "PUT /bills/_doc/1?op_type=index&op_type=create",
                "PUT /bills/_doc/1?op_type=indexx",
                "PUT /bills/_create/1",
                "POST /bills/_create/1",
                "POST /bills/bill",
                "PUT /bills/bill/1/_create"),
            of(
                UPDATE_DOCUMENT,
                "POST /bills/_update/1",
                "POST /bills/bill/1/_update",
                "POST /bills/_doc/1/_update",
                "PUT /bills/_doc/1?if_seq_no=3&if_primary_term=1",
                "PUT /bills/_doc/1?version=3",
                "PUT /bills/_doc/1?version=3&version_type=external",
                "PUT /bills/_doc/1?pipeline=stamp",
                "PUT /bills/_doc/1?verSion=3"),
            of(DELETE_DOCUMENT, "DELETE /bills/_doc/1", "DELETE /bills/bill/1"),
            of(
                BY_QUERY,
                "POST /bills/_delete_by_query",
                "POST /bills/_update_by_query?conflicts=proceed",
                "POST /_delete_by_query/r1A2WoRbTwKZ516z6NEs5A:36619/_rethrottle"),
            of(REINDEX, "POST /_reindex", "POST /_reindex/r1:36619/_rethrottle"),
            of(
                READ_ADMIN,
                "GET /",
                "HEAD /",
                "GET ",
                "GET //",
                "GET /?pretty",
                "GET /_cat/indices?v",
                "GET /_cluster/health",
                "GET /_cluster/health/bills?wait_for_status=green",
                "GET /_cluster/settings",
                "POST /_cluster/allocation/explain",
                "GET /_nodes",
                "GET /_nodes/http",
                "GET /_nodes/_all/stats",
                "GET /bills",
                "HEAD /bills",
                "GET /_all",
                "GET /bills/_mapping",
                "GET /_mapping",
                "GET /bills/_mappings",
                "GET /bills/_mapping/field/user",
                "GET /bills/_settings",
                "GET /_alias",
                "HEAD /_alias/current",
                "GET /bills/_alias/*",
                "GET /_aliases",
                "GET /_tasks",
                "GET /_tasks/r1:36619",
                "GET /bills/_field_caps?fields=*",
                "POST /bills/_field_caps",
                "GET /bills/_validate/query",
                "POST /bills/_validate/query",
                "POST /bills/_explain/1",
                "GET /bills/bill/1/_explain",
                "POST /_render/template",
                "GET /_render/template/bills",
                "POST /bills/_analyze",
                "GET /_analyze",
                "GET /bills/_stats",
                "GET /_stats/docs",
                "GET /bills/_segments",
                "GET /bills/_recovery",
                "POST /bills/_search_shards",
                "GET /_index_template/bills",
                "GET /_ingest/pipeline",
                "GET /_snapshot/nightly/_all",
                "GET /_search/pipeline/x",
                "GET /_cat",
                "POST /_cat/count/bills",
                "GET /_snapshot/nightly/1/_status",
                "POST /_index_template/_simulate",
                "POST /_index_template/_simulate_index/bills-1",
                "POST /_ingest/pipeline/stamp/_simulate",
                "POST /_scripts/painless/_execute",
                "POST /_plugins/_sql/_explain",
                "GET /_plugins/_sql/stats",
                "POST /_plugins/_ml/models/_search",
                "GET /_plugins/_knn/stats",
                "POST /_sql/translate",
                "GET /_reindex/r1:36619",
                "GET /bills/_upgrade",
                "POST /bills/_graph/explore",
                "GET /_data_stream/logs-*",
                "GET /_resolve/cluster/*",
                "POST /bills/_disk_usage?run_expensive_tasks=true",
                "GET /bills/_field_usage_stats",
                "GET /_insights/top_queries",
                "GET /_list/indices",
                "GET /_resolve/index/*"),
            of(
                STATEMENT,
                "POST /_plugins/_sql",
                "POST /_plugins/_sql?format=csv",
                "POST /_plugins/_ppl",
                "POST /_opendistro/_sql",
                "POST /_sql",
                "GET /_sql",
                "POST /_query",
                "POST /_query/async",
                "GET /bills/_eql/search",
                "POST /bills/_eql/search"),
            of(
                MAINTENANCE,
                "POST /bills/_forcemerge?max_num_segments=1",
                "POST /_forcemerge",
                "PUT /bills/_shrink/small",
                "POST /bills/_split/large",
                "PUT /bills/_clone/other",
                "POST /bills/_downsample/hourly",
                "PUT /_snapshot/nightly/1",
                "DELETE /_snapshot/nightly/1",
                "POST /_snapshot/nightly/1/_restore",
                "POST /_snapshot/nightly/1/_mount",
                "PUT /_snapshot/nightly/1/_clone/2",
                "POST /_remotestore/_restore",
                "POST /bills/_upgrade"),
            of(
                WRITE_ADMIN,
                "PUT /_snapshot/nightly",
                "POST /_snapshot/nightly/_verify",
                "DELETE /_snapshot/nightly",
                "POST /_tasks/_cancel",
                "PUT /_plugins/_ism/policies/hot",
                "PATCH /_plugins/_security/api/roles",
                "DELETE /_plugins/_sm/policies/nightly",
                "PUT /_security/user/ann",
                "POST /_watcher/watch/1/_execute",
                "PUT /_scripts/painless",
                "POST /bills/_reload_search_analyzers",
                "PUT /bills",
                "DELETE /bills",
                "DELETE /_all",
                "DELETE /bills-%2A",
                "PUT /bills/_mapping",
                "POST /bills/_mappings",
                "PUT /bills/_settings",
                "PUT /_settings",
                "PUT /_cluster/settings",
                "POST /_cluster/reroute",
                "POST /_aliases",
                "PUT /bills/_alias/current",
                "DELETE /bills/_alias/current",
                "POST /_tasks/r1:36619/_cancel",
                "POST /bills/_refresh",
                "GET /bills/_refresh",
                "POST /_refresh",
                "POST /bills/_flush",
                "GET /_flush",
                "POST /bills/_cache/clear",
                "POST /bills/_close",
                "POST /bills/_open",
                "POST /current/_rollover",
                "PUT /bills/_block/write",
                "PUT /_index_template/bills",
                "PUT /_ingest/pipeline/stamp",
                "POST /_nodes/reload_secure_settings",
                "PUT /_scripts/x"),
            of(
                UNKNOWN,
                "get /_search",
                "PATCH /bills/_doc/1",
                "OPTIONS /",
                "POST /",
                " /_search",
                "PUT /_search",
                "DELETE /bills/_search",
                "HEAD /_search",
                "POST /bills",
                "GET /bills/_doc",
                "PUT /bills/_doc",
                "GET /_doc/1",
                "PUT /_create/1",
                "GET /bills/_unheard",
                "PUT /bills/_unheard/1",
                "GET /_searches",
                "GET /_searc",
                "GET /_Search",
                "GET /_",
                "POST /bills/%5Fsearch/1",
                "POST /bills/bill/1",
                "POST /bills/_search/unheard",
                "POST /bills/_count/1",
                "PATCH /_cluster/settings",
                "POST /_plugins",
                "POST /_knn_search",
                "PUT /_sql",
                "PUT /bills/_doc/1/2",
                "PUT /bills/_doc/1/_unheard",
                "PUT /bills/_doc/1/_create/2",
                "POST /bills/_doc/_search?op_type=create",
                "POST /bills/_doc/_doc"))
        .flatMap(cases -> cases);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"opensearch-3.txt", "elasticsearch-9.txt"})
  void shouldKnowEveryPathThatAnEngineDocuments(String list) throws IOException {
    List<String> requests = Apis.read(list);
    assertThat(requests).hasSizeGreaterThan(300);
    assertThat(requests).filteredOn(request -> operation(request) == UNKNOWN).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"opensearch-3.txt", "elasticsearch-9.txt"})
  void shouldChangeNothingByWhatIsOnlyGot(String list) throws IOException {
    // Engines refresh and flush by GET, too, and a GET may open a cursor.
    assertThat(Apis.read(list))
        .filteredOn(request -> request.startsWith("GET ") || request.startsWith("HEAD "))
        .filteredOn(request -> !request.contains("_refresh") && !request.contains("_flush"))
        .filteredOn(request -> !request.contains("_reload_search_analyzers"))
        .allMatch(
            request ->
                switch (operation(request)) {
                  case SEARCH, MULTI_SEARCH, COUNT, CURSOR, GET_DOCUMENT -> true;
                  case MULTI_GET, STATEMENT, READ_ADMIN -> true;
                  default -> false;
                });
  }

  @Test
  void shouldCallHeavyWhatIsSoByItsNature() {
    assertThat(Operation.values())
        .filteredOn(Operation::heavy)
        .containsExactlyInAnyOrder(CURSOR, BY_QUERY, REINDEX, MAINTENANCE);
  }

  @Test
  void shouldReplayNoWriteButOneThatPutsADocument() {
    assertThat(Operation.values())
        .filteredOn(Operation::replayable)
        .extracting(Operation::kind, operation -> operation == PUT_DOCUMENT)
        .doesNotContain(tuple(Operation.Kind.WRITE, false));
  }

  @Test
  void shouldReplayNoRequestThatChangesByAnotherMethodThanItsOwn() {
    assertThat(requests().map(each -> (String) each.get()[0]))
        .filteredOn(request -> operation(request).replayable())
        .noneMatch(request -> request.startsWith("DELETE "))
        .noneMatch(request -> request.contains("op_type=create"))
        .noneMatch(request -> request.matches("P.*(version|if_seq_no)=.*"))
        .allMatch(request -> !request.startsWith("PUT ") || operation(request) == PUT_DOCUMENT);
  }

  @Test
  void shouldFindEveryWordOfItsOwn() {
    for (Word word : Word.values()) {
      byte[] bytes = word.text().getBytes(ISO_8859_1);
      assertThat(Word.of(bytes, 0, bytes.length)).isEqualTo(word);
    }
  }

  @Test
  void shouldNeverThrowAndLookNowhereElse() {
    Random random = new Random(20_260_101);
    String pieces = "/////____????&&==;;%%%25 searchdocbulkscrollop_typecreateindex";
    String[] words = Stream.of(Word.values()).map(Word::text).toArray(String[]::new);
    for (int run = 0; run < 200_000; run++) {
      StringBuilder target = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> target.append(words[random.nextInt(words.length)]);
          case 1 -> target.append((char) random.nextInt(256));
          default -> target.append(pieces.charAt(random.nextInt(pieces.length())));
        }
      }
      String method = random.nextInt(8) == 0 ? target.toString() : METHODS[run % METHODS.length];
      Operation alone = operation(method, target.toString(), "");
      assertThat(operation(method, target.toString(), "/_bulk?scroll=1m"))
          .as("%s %s", method, target)
          .isEqualTo(alone);
    }
  }

  @Test
  void shouldAllocateNothing() {
    byte[] request = "PUT/bills/_doc/1?refresh=true&op_type=create".getBytes(ISO_8859_1);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int pathEnd = new String(request, ISO_8859_1).indexOf('?');
    int created = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      if (Operations.of(request, 0, 3, 3, pathEnd, request.length) == CREATE_DOCUMENT) {
        created++;
      }
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(created).isEqualTo(100_000);
    // Far below a byte for each call: class loading and the measurement itself.
    assertThat(allocated).isLessThan(100_000);
  }

  private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"};

  private static Stream<Arguments> of(Operation operation, String... requests) {
    return Stream.of(requests).map(request -> arguments(request, operation));
  }

  private static Operation operation(String request) {
    int space = request.indexOf(' ');
    return operation(request.substring(0, space), request.substring(space + 1), "");
  }

  /** Asks with bytes around that do not belong to the request. */
  private static Operation operation(String method, String target, String behind) {
    byte[] bytes = ("HEAD" + method + "_" + target + behind).getBytes(ISO_8859_1);
    int start = 4 + method.length() + 1;
    int end = start + target.length();
    int query = target.indexOf('?');
    return Operations.of(
        bytes, 4, 4 + method.length(), start, query < 0 ? end : start + query, end);
  }
}
