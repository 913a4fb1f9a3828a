package dev.weir.testkit.load;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BillsTest {
  private static final int POPULATION = 20_000;

  private final Bills bills = new Bills(7, POPULATION);

  @Test
  void shouldMakeTheSameBillForTheSameSeedAndNumber() {
    assertThat(new Bills(7, POPULATION).bill(4_711)).isEqualTo(bills.bill(4_711));
    assertThat(new Bills(8, POPULATION).bill(4_711)).isNotEqualTo(bills.bill(4_711));
  }

  @Test
  void shouldGiveUsersFewBillsAndMerchantsAHeavyTail() {
    long perUser = most(Bill::userId, Bill.Kind.PERSONAL);
    long perBusiness = most(Bill::userId, Bill.Kind.BUSINESS);
    long perMerchant = most(Bill::merchantId, Bill.Kind.MERCHANT);

    assertThat(perUser).isLessThan(20);
    assertThat(perBusiness).isBetween(perUser, perMerchant);
    assertThat(perMerchant).isGreaterThan(POPULATION / 5 / 20);
  }

  @Test
  void shouldWriteJsonWithEveryField() {
    StringBuilder json = new StringBuilder();

    bills.bill(0).appendJson(json);

    assertThat(json.toString())
        .startsWith("{\"bill_id\":\"b000000000\",\"kind\":\"")
        .contains("\"amount\":", "\"created_at\":\"2", "\"tags\":[")
        .endsWith("]}");
  }

  private long most(Function<Bill, String> owner, Bill.Kind kind) {
    Map<String, Long> counts =
        IntStream.range(0, POPULATION)
            .mapToObj(bills::bill)
            .filter(bill -> bill.kind() == kind)
            .collect(groupingBy(owner, counting()));
    return Collections.max(counts.values());
  }
}
