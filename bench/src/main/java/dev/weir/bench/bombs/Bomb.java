package dev.weir.bench.bombs;

import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.Operation;
import dev.weir.testkit.load.Workload;
import java.util.SplittableRandom;

/** A search that a cluster should never be asked, as applications have asked it. */
enum Bomb {
  /** Ten thousand values to look for, each time others: a list that has grown with the business. */
  MANY_TERMS("10,000 terms", 5),
  /** Pages of a scroll that is opened and never closed. */
  SCROLL("scroll", 100),
  /** A bucket for each document, and the largest of them all. */
  MANY_VALUES("aggregation by id", 5),
  /** A number with a fraction, looked for exactly. */
  TERM_ON_DOUBLE("term on double", 20),
  /** The page that only a crawler reads. */
  DEEP_PAGE("deep page", 10);

  private static final int TERMS = 10_000;
  private static final int DEEP = 9_900;

  private final String label;
  private final int rate;

  Bomb(String label, int rate) {
    this.label = label;
    this.rate = rate;
  }

  String label() {
    return label;
  }

  /** How many come in a second. */
  int rate() {
    return rate;
  }

  /** Searches of an index of bills whose amounts are floating-point numbers. */
  Workload workload(String index, Bills bills) {
    return switch (this) {
      case MANY_TERMS ->
          random -> search(index, "", "{\"query\":{\"terms\":{\"bill_id\":[" + ids(random, bills));
      case SCROLL ->
          random ->
              search(
                  index,
                  "?scroll=1m",
                  "{\"size\":500,\"query\":{\"term\":{\"status\":\"paid\"}},\"sort\":[\"_doc\"]}");
      case MANY_VALUES ->
          random ->
              search(
                  index,
                  "",
                  """
                  {"size":0,"query":{"range":{"amount":{"gte":%d}}},"aggs":{"each":{"terms":{"field":"bill_id","size":20000,\
                  "order":{"total":"desc"}},"aggs":{"total":{"sum":{"field":"amount"}}}}}}\
                  """
                      .formatted(random.nextInt(1_000)));
      case TERM_ON_DOUBLE ->
          random ->
              search(
                  index,
                  "",
                  "{\"query\":{\"term\":{\"amount\":%d.0}}}".formatted(random.nextInt(1_000_000)));
      case DEEP_PAGE ->
          random ->
              search(
                  index,
                  "",
                  """
                  {"from":%d,"size":100,"query":{"range":{"amount":{"gte":%d}}},"sort":[{"created_at":"desc"}]}\
                  """
                      .formatted(DEEP, random.nextInt(1_000)));
    };
  }

  private static Call search(String index, String parameters, String body) {
    return new Call(Operation.TITLE_SEARCH, "POST", "/" + index + "/_search" + parameters, body);
  }

  /** The values, and the end of the search. */
  private static String ids(SplittableRandom random, Bills bills) {
    StringBuilder values = new StringBuilder(TERMS * 16);
    for (int i = 0; i < TERMS; i++) {
      values.append(i == 0 ? "\"" : ",\"").append(Bills.id(random.nextInt(bills.population())));
      values.append('"');
    }
    return values.append("]}}}").toString();
  }
}
