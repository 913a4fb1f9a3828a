package dev.weir.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "/bills/_search | bills",
        "bills/_search | bills",
        "//bills//_search | bills",
        "/bills-*,-bills-2020/_search | bills-*,-bills-2020",
        "/_all/_search | _all",
        "/%5Fall/_search | %5Fall",
        "/_search | none",
        "/ | none",
        "/bills | bills",
        "/_cat/indices/bills | bills",
        "/_cat/indices | none",
        "/_cat/nodes/a | none",
        "/_cluster/health/bills | bills",
        "/_cluster/state/metadata/bills | bills",
        "/_cluster/state/metadata | none",
        "/_resolve/index/b* | b*",
        "/_data_stream/logs | logs",
        "/_data_stream/_stats | none",
        "/_tasks/bills | none",
        "/_unheard/bills | none"
      })
  void shouldFindTheIndex(String path, String expected) {
    byte[] bytes = ("GET " + path + "?x").getBytes(ISO_8859_1);
    long found = Operations.index(bytes, 4, 4 + path.length());
    String index =
        found == 0
            ? null
            : new String(
                bytes, (int) (found >>> 32), (int) found - (int) (found >>> 32), ISO_8859_1);
    assertThat(index).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bills/_search | QUERY",
        "/_search/template | QUERY",
        "/_search/scroll | OTHER",
        "/bills/bill/_search | QUERY",
        "/bills/_count | QUERY",
        "/bills/_validate/query | QUERY",
        "/bills/_explain/1 | QUERY",
        "/bills/bill/1/_explain | QUERY",
        "/bills/_delete_by_query | QUERY",
        "/_reindex | QUERY",
        "/bills/_async_search | QUERY",
        "/_plugins/_asynchronous_search | QUERY",
        "/_msearch | SEARCH_LINES",
        "/bills/_msearch/template | SEARCH_LINES",
        "/_bulk | BULK_LINES",
        "/bills/_doc/_bulk | BULK_LINES",
        "/_plugins/_sql | STATEMENT",
        "/_query | STATEMENT",
        "/bills/_doc/1 | OTHER",
        "/bills | OTHER",
        "/ | OTHER"
      })
  void shouldTellWhatABodyHolds(String path, Payload expected) {
    byte[] bytes = path.getBytes(ISO_8859_1);
    assertThat(Operations.payload(bytes, 0, bytes.length)).isEqualTo(expected);
  }

  @Test
  void shouldTakeAnyPath() {
    Random random = new Random(20_260_102);
    String pieces = "//////____,*<>{}%25_search_cat_cluster_plugins_sqlindicesstate";
    for (int run = 0; run < 100_000; run++) {
      StringBuilder path = new StringBuilder();
      for (int i = random.nextInt(16); i > 0; i--) {
        int from = random.nextInt(pieces.length());
        path.append(pieces, from, Math.min(pieces.length(), from + random.nextInt(9)));
      }
      byte[] bytes = path.toString().getBytes(ISO_8859_1);
      long index = Operations.index(bytes, 0, bytes.length);
      assertThat((int) index).isBetween((int) (index >>> 32), bytes.length);
      assertThat(Operations.payload(bytes, 0, bytes.length)).isNotNull();
    }
  }
}
