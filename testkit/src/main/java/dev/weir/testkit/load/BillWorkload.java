package dev.weir.testkit.load;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * What an application with bills asks: 80 % reads (40 latest bills of a user, 10 a merchant's month
 * with its sums, 5 words in titles, 20 a bill by id, 5 a count) and 20 % bulks of ten bills with
 * ids, half of them new and half written again.
 */
public final class BillWorkload implements Workload {
  private static final int BILLS_PER_BULK = 10;

  private final String index;
  private final Bills bills;
  private long next;

  /** Traffic on an index into which the bills' population was loaded. */
  public BillWorkload(String index, Bills bills) {
    this.index = index;
    this.bills = bills;
    next = bills.population();
  }

  /** The same traffic without its writes. */
  public static Workload reads(String index, Bills bills) {
    BillWorkload all = new BillWorkload(index, bills);
    return random -> {
      Call call;
      do {
        call = all.next(random);
      } while (call.operation() == Operation.BULK);
      return call;
    };
  }

  @Override
  public Call next(SplittableRandom random) {
    int dice = random.nextInt(100);
    if (dice < 40) {
      return latestBills(random);
    } else if (dice < 50) {
      return merchantMonth(random);
    } else if (dice < 55) {
      return titleSearch(random);
    } else if (dice < 75) {
      String id = Bills.id(random.nextInt(bills.population()));
      return new Call(Operation.GET_BILL, "GET", "/" + index + "/_doc/" + id, "");
    } else if (dice < 80) {
      return count(random);
    }
    return bulk(random);
  }

  private Call latestBills(SplittableRandom random) {
    return search(
        Operation.LATEST_BILLS,
        """
        {"size":10,"query":{"bool":{"filter":[{"term":{"user_id":"%s"}}]}},\
        "sort":[{"created_at":"desc"}]}\
        """
            .formatted(bills.user(random)));
  }

  private Call merchantMonth(SplittableRandom random) {
    LocalDate month =
        LocalDate.ofInstant(Bills.NEWEST, ZoneOffset.UTC)
            .withDayOfMonth(1)
            .minusMonths(random.nextInt(12));
    return search(
        Operation.MERCHANT_MONTH,
        """
        {"size":0,"query":{"bool":{"filter":[{"term":{"merchant_id":"%s"}},\
        {"range":{"created_at":{"gte":"%s","lt":"%s"}}}]}},\
        "aggs":{"by_status":{"terms":{"field":"status"},\
        "aggs":{"total":{"sum":{"field":"amount"}}}}}}\
        """
            .formatted(bills.merchant(random), month, month.plusMonths(1)));
  }

  private Call titleSearch(SplittableRandom random) {
    String title = bills.bill(random.nextInt(bills.population())).title();
    return search(
        Operation.TITLE_SEARCH,
        """
        {"size":10,"query":{"match":{"title":{"query":"%s","operator":"and"}}}}\
        """
            .formatted(title));
  }

  private Call search(Operation operation, String body) {
    return new Call(operation, "POST", "/" + index + "/_search", body);
  }

  private Call count(SplittableRandom random) {
    String body = "{\"query\":{\"term\":{\"merchant_id\":\"" + bills.merchant(random) + "\"}}}";
    return new Call(Operation.COUNT, "POST", "/" + index + "/_count", body);
  }

  private Call bulk(SplittableRandom random) {
    StringBuilder body = new StringBuilder(BILLS_PER_BULK * 400);
    for (int i = 0; i < BILLS_PER_BULK; i++) {
      long n = i % 2 == 0 ? next++ : random.nextInt(bills.population());
      BillIndex.appendIndex(body, bills.bill(n));
    }
    return new Call(Operation.BULK, "POST", "/" + index + "/_bulk", body.toString());
  }
}
