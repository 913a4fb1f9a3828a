package dev.weir.testkit.node;

import org.opensearch.action.support.WriteRequest;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/** A little of everything that tests and the demo do, so that an AOT cache knows its classes. */
final class Rehearsal {
  private static final String INDEX = "rehearsal";

  private Rehearsal() {}

  static void play(Client client) {
    for (int i = 0; i < 20; i++) {
      client
          .prepareIndex(INDEX)
          .setId("b" + i)
          .setSource("{\"kind\":\"personal\",\"cents\":" + i * 100 + "}", XContentType.JSON)
          .setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE)
          .get();
    }
    client
        .prepareSearch(INDEX)
        .setSource(
            new SearchSourceBuilder()
                .query(QueryBuilders.matchQuery("kind", "personal"))
                .sort("cents")
                .aggregation(AggregationBuilders.sum("total").field("cents")))
        .get();
    client.prepareGet(INDEX, "b1").get();
    client.admin().cluster().prepareHealth(INDEX).get();
  }
}
