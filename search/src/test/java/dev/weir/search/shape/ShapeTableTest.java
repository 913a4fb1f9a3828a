package dev.weir.search.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.search.shape.ShapeReport.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTableTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long TIME = 1_763_740_800_000L;

  private final Sighting sighting = new Sighting();
  private long now = -5 * SECOND;

  private void record(ShapeTable table, long shape, double cost) {
    sighting.begin(shape, "search", "shop");
    sighting.ended(Ending.ANSWERED, (long) (cost * MILLI), 100);
    sighting.answer((long) cost, 7, 3, false);
    sighting.cost(cost);
    table.record(sighting, now, TIME);
  }

  private static ShapeStatus only(ShapeReport report, long shape) {
    return report.shapes().stream()
        .filter(each -> each.fingerprint() == shape)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTellAShapesFigures() {
    ShapeTable table = new ShapeTable(10, now);
    for (int i = 1; i <= 100; i++) {
      sighting.begin(42, "search", i % 2 == 0 ? "shop" : "batch");
      sighting.indices("bills");
      sighting.rules(i > 90 ? List.of("deep-page") : List.of());
      sighting.sample("{}");
      sighting.ended(i <= 95 ? Ending.ANSWERED : Ending.FAILED, i * MILLI, 1_000);
      sighting.answer(i, 10, 5, i == 1);
      sighting.cost(5);
      table.record(sighting, now, TIME + i);
    }
    sighting.begin(42, "search", "shop");
    sighting.ended(Ending.REFUSED, 0, 0);
    table.record(sighting, now, TIME + 101);

    ShapeStatus shape = only(ShapeReport.of(List.of(table), now), 42);

    assertThat(shape.id()).isEqualTo("000000000000002a");
    assertThat(shape.count()).isEqualTo(101);
    assertThat(shape.refused()).isEqualTo(1);
    assertThat(shape.failed()).isEqualTo(5);
    assertThat(shape.timedOut()).isEqualTo(1);
    assertThat(shape.cost()).isEqualTo(5, within(1e-9));
    assertThat(shape.costTotal()).isEqualTo(500, within(1e-9));
    assertThat(shape.took()).isEqualTo(50.5, within(1e-9));
    assertThat(shape.tookMost()).isEqualTo(100);
    assertThat(shape.p50()).isBetween(40.0, 60.0);
    assertThat(shape.p99()).isBetween(80.0, 120.0);
    assertThat(shape.hits()).isEqualTo(10);
    assertThat(shape.shards()).isEqualTo(5);
    assertThat(shape.bytes()).isEqualTo(1_000);
    assertThat(shape.share()).isEqualTo(1, within(1e-9));
    assertThat(shape.tenants()).isEqualTo(Map.of("shop", 51L, "batch", 50L));
    assertThat(shape.indices()).isEqualTo(Map.of("bills", 100L));
    assertThat(shape.operations()).isEqualTo(Map.of("search", 101L));
    assertThat(shape.rules()).isEqualTo(Map.of("deep-page", 10L));
    assertThat(shape.sample()).isEqualTo("{}");
    assertThat(shape.firstSeen()).isEqualTo(TIME + 1);
    assertThat(shape.lastSeen()).isEqualTo(TIME + 101);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldKeepWhatCostsMuchWhileAMillionOthersPassBy(long seed) {
    Random random = new Random(seed);
    int most = 200;
    ShapeTable table = new ShapeTable(most, now);
    long[] heavy = random.longs(20).toArray();
    for (int i = 0; i < 1_000_000; i++) {
      now += MILLI / 10;
      if (random.nextInt(10) == 0) {
        // Each has a hundredth of all, where a two-hundredth is enough to stay.
        record(table, heavy[random.nextInt(heavy.length)], 2);
      } else {
        record(table, random.nextLong(), 1);
      }
    }

    ShapeReport report = ShapeReport.of(List.of(table), now);

    assertThat(report.shapes()).hasSize(most);
    assertThat(report.count()).isEqualTo(1_000_000);
    assertThat(report.evicted()).isGreaterThan(890_000);
    for (long each : heavy) {
      ShapeStatus shape = only(report, each);
      assertThat(shape.cost()).isEqualTo(2, within(1e-9));
      assertThat(shape.count()).isGreaterThan(4_000);
      assertThat(shape.share()).isBetween(0.004, 0.02);
    }
    assertThat(report.first(20, Order.SHARE))
        .extracting(ShapeStatus::fingerprint)
        .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(heavy).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void shouldAddUpTheTablesOfAllLoops(long seed) {
    Random random = new Random(seed);
    List<ShapeTable> tables = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tables.add(new ShapeTable(100, now));
    }
    Map<Long, Long> counts = new HashMap<>();
    Map<Long, Double> costs = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      now += random.nextInt(1_000_000);
      long shape = random.nextInt(100);
      double cost = random.nextInt(50);
      record(tables.get(random.nextInt(4)), shape, cost);
      counts.merge(shape, 1L, Long::sum);
      costs.merge(shape, cost, Double::sum);
    }

    ShapeReport report = ShapeReport.of(tables, now);

    assertThat(report.shapes()).hasSize(counts.size());
    assertThat(report.count()).isEqualTo(50_000);
    assertThat(report.evicted()).isZero();
    for (ShapeStatus shape : report.shapes()) {
      assertThat(shape.count()).isEqualTo(counts.get(shape.fingerprint()));
      assertThat(shape.costTotal()).isEqualTo(costs.get(shape.fingerprint()), within(1e-6));
    }
    assertThat(report.shapes().stream().mapToDouble(ShapeStatus::share).sum())
        .isEqualTo(1, within(1e-6));
    assertThat(report.shapes().stream().mapToDouble(ShapeStatus::rate).sum())
        .isEqualTo(report.rate(), within(report.rate() * 0.02));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void shouldFindEveryShapeThatIsKeptWhateverCameAndWent(long seed) {
    Random random = new Random(seed);
    ShapeTable table = new ShapeTable(50, now);
    for (int i = 0; i < 200_000; i++) {
      // Neighbours, so that places in the index are fought for.
      record(table, random.nextInt(120), random.nextInt(3));
    }

    ShapeReport report = ShapeReport.of(List.of(table), now);

    assertThat(report.shapes()).extracting(ShapeStatus::fingerprint).doesNotHaveDuplicates();
    assertThat(report.shapes()).hasSize(50);
    for (ShapeStatus shape : report.shapes()) {
      assertThat(table.executed(shape.fingerprint())).isEqualTo(shape.count());
    }
  }

  @Test
  void shouldTellTheRateOfLate() {
    ShapeTable table = new ShapeTable(10, now);
    for (int i = 0; i < 60_000; i++) {
      now += MILLI;
      record(table, 1, 2);
    }
    assertThat(only(ShapeReport.of(List.of(table), now), 1).rate()).isBetween(950.0, 1_050.0);
    assertThat(ShapeReport.of(List.of(table), now).costRate()).isBetween(1_900.0, 2_100.0);

    now += 300 * SECOND;

    assertThat(only(ShapeReport.of(List.of(table), now), 1).rate()).isLessThan(2);
  }

  @Test
  void shouldTellTheRateSoonAfterTheBeginning() {
    ShapeTable table = new ShapeTable(10, now);
    for (int i = 0; i < 3_000; i++) {
      now += MILLI;
      record(table, 1, 2);
    }

    assertThat(only(ShapeReport.of(List.of(table), now), 1).rate()).isBetween(950.0, 1_050.0);
  }

  @Test
  void shouldForgetWhatWasHeavyLongAgo() {
    ShapeTable table = new ShapeTable(2, now);
    record(table, 1, 1_000_000);
    now += 6 * 3_600 * SECOND;
    record(table, 2, 5);
    record(table, 3, 4);

    assertThat(ShapeReport.of(List.of(table), now).shapes())
        .extracting(ShapeStatus::fingerprint)
        .containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void shouldGoOnAfterDaysAndWeeks() {
    ShapeTable table = new ShapeTable(2, now);
    for (int i = 0; i < 1_000; i++) {
      now += 5 * 3_600 * SECOND;
      record(table, 1, 10);
      record(table, 100 + i, 0);
    }

    assertThat(table.executed(1)).isEqualTo(1_000);
    assertThat(table.learnedCost(1)).isEqualTo(10, within(1e-6));
  }

  @Test
  void shouldLearnWhatAShapeCostsOfLate() {
    ShapeTable table = new ShapeTable(2, now);
    assertThat(table.learnedCost(1)).isNegative();
    record(table, 1, 10);
    assertThat(table.learnedCost(1)).isEqualTo(10, within(1e-9));
    for (int i = 0; i < 100; i++) {
      record(table, 1, 30);
    }
    assertThat(table.learnedCost(1)).isBetween(29.0, 30.0);
  }

  @Test
  void shouldWantOneSampleOfEachShapeAndFewInASecond() {
    ShapeTable table = new ShapeTable(100, now);
    assertThat(table.wantsSample(1, now)).isTrue();
    sighting.begin(1, "search", "shop");
    sighting.sample("{}");
    table.record(sighting, now, TIME);
    assertThat(table.wantsSample(1, now)).isFalse();

    int wanted = 0;
    for (int i = 0; i < 10_000; i++) {
      now += MILLI / 10;
      wanted += table.wantsSample(1_000 + i, now) ? 1 : 0;
    }
    assertThat(wanted).isBetween(20, 40);
  }

  @Test
  void shouldKeepOnlySomeNamesApart() {
    ShapeTable table = new ShapeTable(2, now);
    for (int i = 0; i < 1_000; i++) {
      sighting.begin(1, "search", "tenant-" + i);
      table.record(sighting, now, TIME);
    }

    Map<String, Long> tenants = only(ShapeReport.of(List.of(table), now), 1).tenants();

    assertThat(tenants).hasSize(9).containsEntry("…", 992L);
  }

  @Test
  void shouldReadAndWriteFingerprints() {
    assertThat(ShapeId.text(-1)).isEqualTo("ffffffffffffffff");
    assertThat(ShapeId.parse("ffffffffffffffff")).isEqualTo(-1);
    assertThat(ShapeId.parse(ShapeId.text(0x1234_5678_9abcL))).isEqualTo(0x1234_5678_9abcL);
  }
}
