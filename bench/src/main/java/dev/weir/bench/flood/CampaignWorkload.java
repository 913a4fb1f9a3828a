package dev.weir.bench.flood;

import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.Call;
import dev.weir.testkit.load.Operation;
import dev.weir.testkit.load.Workload;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What the page behind a campaign asks: who paid how much since some moment, by owner, and by
 * merchant and month. Each search is new to every cache, and costs a cluster some hundred times
 * what a document by id does.
 */
final class CampaignWorkload implements Workload {
  private static final Duration OLDEST = Duration.ofDays(360);
  private static final Duration NEWEST = Duration.ofDays(300);

  private final String index;

  CampaignWorkload(String index) {
    this.index = index;
  }

  @Override
  public Call next(SplittableRandom random) {
    long back = random.nextLong(NEWEST.toMillis(), OLDEST.toMillis());
    String body =
        """
        {"size":10,"query":{"bool":{"filter":[{"range":{"created_at":{"gte":%d}}}]}},\
        "sort":[{"amount":"desc"}],\
        "aggs":{"owners":{"terms":{"field":"user_id","size":50,"order":{"paid":"desc"}},\
        "aggs":{"paid":{"sum":{"field":"amount"}}}},\
        "merchants":{"terms":{"field":"merchant_id","size":50,"order":{"paid":"desc"}},\
        "aggs":{"paid":{"sum":{"field":"amount"}},\
        "days":{"date_histogram":{"field":"created_at","fixed_interval":"30d"},\
        "aggs":{"paid":{"sum":{"field":"amount"}}}}}}}}\
        """
            .formatted(Bills.NEWEST.toEpochMilli() - back);
    return new Call(Operation.TITLE_SEARCH, "POST", "/" + index + "/_search", body);
  }
}
