package dev.weir.bench.load;

/** The exchange that is measured: a search for bills, about 300 bytes in and 2,000 out. */
public final class SearchExchange {
  public static final String PATH = "/bills/_search";

  /** One line, without the single quotes and dollar signs that nginx and Lua would read. */
  public static final String REQUEST =
      """
      {"size":10,"track_total_hits":false,"_source":["bill_id","amount","state","paid_at"],\
      "query":{"bool":{"filter":[{"term":{"user_id":"u-00481516"}},{"terms":{"state":["paid","refunded"]}},\
      {"range":{"paid_at":{"gte":"2026-01-01","lt":"2026-02-01"}}}]}},\
      "sort":[{"paid_at":"desc"},{"bill_id":"asc"}]}\
      """;

  private static final int HITS = 10;

  private SearchExchange() {}

  /** What the fields of its index are. */
  public static String mapping() {
    return "{\"bills\":{\"mappings\":{\"properties\":{\"user_id\":{\"type\":\"keyword\"},"
        + "\"state\":{\"type\":\"keyword\"},\"bill_id\":{\"type\":\"keyword\"},"
        + "\"amount\":{\"type\":\"long\"},\"paid_at\":{\"type\":\"date\"}}}}}";
  }

  /** What the static node answers to every search. */
  public static String response() {
    StringBuilder json =
        new StringBuilder(
            "{\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":5,\"successful\":5,"
                + "\"skipped\":0,\"failed\":0},\"hits\":{\"max_score\":null,\"hits\":[");
    for (int i = 0; i < HITS; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"_index\":\"bills\",\"_id\":\"b-100000")
          .append(i)
          .append("\",\"_score\":null,\"_source\":{\"bill_id\":\"b-100000")
          .append(i)
          .append("\",\"amount\":1999,\"state\":\"paid\",\"paid_at\":\"2026-01-1")
          .append(i)
          .append("T08:15:30Z\"},\"sort\":[1768205730000,\"b-100000")
          .append(i)
          .append("\"]}");
    }
    return json.append("]}}").toString();
  }
}
