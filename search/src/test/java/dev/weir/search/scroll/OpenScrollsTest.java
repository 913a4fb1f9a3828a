package dev.weir.search.scroll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenScrollsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String MAIN = "main";

  /** Clocks may begin anywhere. */
  private static final long BEGIN = Long.MAX_VALUE - 5 * SECOND;

  private final OpenScrolls scrolls = new OpenScrolls(100, BEGIN);
  private long now = BEGIN;

  private int open(String tenant) {
    return scrolls.open(now).getOrDefault(tenant, 0);
  }

  private void open(long id, String tenant, long seconds) {
    int _ = scrolls.opening(tenant, now);
    scrolls.opened(id, tenant, MAIN, seconds * SECOND, now);
  }

  @Test
  void shouldCountByTenantWhatIsOpenAndWhatIsAboutToBe() {
    assertThat(scrolls.opening("bills", now)).isEqualTo(1);
    assertThat(scrolls.opening("bills", now)).isEqualTo(2);
    assertThat(scrolls.opening("batch", now)).isEqualTo(1);
    assertThat(open("bills")).isZero();

    scrolls.opened(1, "bills", MAIN, SECOND, now);
    scrolls.notOpened("bills");

    assertThat(open("bills")).isEqualTo(1);
    assertThat(scrolls.opening("bills", now)).isEqualTo(2);
    assertThat(scrolls.open(now)).isEqualTo(Map.of("bills", 1, "batch", 0));
  }

  @Test
  void shouldForgetWhatHasNotBeenMovedForAsLongAsItIsKept() {
    open(1, "bills", 10);
    open(2, "bills", 60);
    now += 10 * SECOND - 1;
    assertThat(open("bills")).isEqualTo(2);
    assertThat(scrolls.soonest("bills", now)).isEqualTo(1);

    now += 1;

    assertThat(open("bills")).isEqualTo(1);
    assertThat(scrolls.opening("bills", now)).isEqualTo(2);
    assertThat(scrolls.expired()).isEqualTo(1);
    assertThat(scrolls.soonest("bills", now)).isEqualTo(50 * SECOND);
    assertThat(scrolls.opened()).isEqualTo(2);
  }

  @Test
  void shouldKeepWhatIsMovedUnderWhateverId() {
    open(1, "bills", 10);
    now += 9 * SECOND;
    scrolls.moved(1, 1, "bills", MAIN, 10 * SECOND, now);
    now += 9 * SECOND;
    assertThat(open("bills")).isEqualTo(1);

    scrolls.moved(1, 2, "bills", MAIN, 10 * SECOND, now);
    scrolls.closed(1);
    now += 9 * SECOND;
    assertThat(open("bills")).isEqualTo(1);

    scrolls.moved(2, 2, "batch", MAIN, 20 * SECOND, now);
    now += 19 * SECOND;
    assertThat(open("bills")).isEqualTo(1);
    scrolls.closed(2);
    assertThat(open("bills")).isZero();
    assertThat(scrolls.opening("bills", now)).isEqualTo(1);
    assertThat(scrolls.expired()).isZero();
  }

  @Test
  void shouldGiveWhatWasOpenedElsewhereToWhoMovesIt() {
    scrolls.moved(1, 1, "batch", MAIN, SECOND, now);
    scrolls.moved(1, 1, "bills", MAIN, SECOND, now);

    assertThat(scrolls.open(now)).containsEntry("batch", 1).containsEntry("bills", 0);
    assertThat(scrolls.opening("bills", now)).isEqualTo(1);
  }

  @Test
  void shouldCloseAllOfOneClusterAlone() {
    open(1, "bills", 10);
    scrolls.moved(2, 2, "bills", "other", SECOND, now);

    scrolls.allClosed(MAIN);

    assertThat(open("bills")).isEqualTo(1);
    scrolls.allClosed("other");
    assertThat(open("bills")).isZero();
  }

  @Test
  void shouldKeepNoMoreThanItMayAndCountTheRest() {
    for (int i = 1; i <= 250; i++) {
      open(i, "bills", 10);
    }
    assertThat(open("bills")).isEqualTo(100);
    assertThat(scrolls.uncounted()).isEqualTo(150);
    assertThat(scrolls.opening("bills", now)).isEqualTo(101);
    scrolls.unseen("bills");
    assertThat(scrolls.uncounted()).isEqualTo(151);

    now += 10 * SECOND;
    open(300, "bills", 10);
    assertThat(open("bills")).isEqualTo(1);
  }

  @Test
  void shouldAgreeWithWhoCountsSlowly() {
    Random random = new Random(20261121);
    record Known(String tenant, long until) {}
    Map<Long, Known> model = new HashMap<>();
    OpenScrolls many = new OpenScrolls(10_000, BEGIN);
    for (int i = 0; i < 20_000; i++) {
      now += random.nextLong(SECOND / 4);
      long at = now;
      model.values().removeIf(each -> each.until() - at <= 0);
      long id = 1L + random.nextInt(60);
      long kept = random.nextLong(10 * SECOND);
      String tenant = "t" + random.nextInt(3);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int before = (int) model.values().stream().filter(t -> t.tenant().equals(tenant)).count();
          assertThat(many.opening(tenant, now)).isEqualTo(before + 1);
          many.opened(id, tenant, MAIN, kept, now);
          model.merge(
              id,
              new Known(tenant, now + kept),
              (old, fresh) -> new Known(old.tenant(), fresh.until()));
        }
        case 2 -> {
          many.moved(id, id, tenant, MAIN, kept, now);
          model.merge(
              id,
              new Known(tenant, now + kept),
              (old, fresh) -> new Known(old.tenant(), fresh.until()));
        }
        case 3 -> {
          many.closed(id);
          model.remove(id);
        }
        default -> {
          many.allClosed("other");
          int _ = many.opening(tenant, now);
          many.notOpened(tenant);
        }
      }
      Map<String, Integer> open = new HashMap<>(many.open(now));
      open.values().removeIf(count -> count == 0);
      model.values().removeIf(each -> each.until() - at <= 0);
      Map<String, Integer> counted = new HashMap<>();
      model.values().forEach(each -> counted.merge(each.tenant(), 1, Integer::sum));
      assertThat(open).isEqualTo(counted);
    }
  }

  @Test
  void shouldLoseNothingBetweenThreads() throws InterruptedException {
    int threads = 4;
    int each = 5_000;
    OpenScrolls many = new OpenScrolls(1_000_000, BEGIN);
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int mine = t;
      all.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      start.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < each; i++) {
                      long id = 1 + mine + (long) threads * i;
                      int _ = many.opening("bills", BEGIN + i);
                      many.opened(id, "bills", MAIN, (i % 2 == 0 ? 10 : 1_000) * SECOND, BEGIN + i);
                      many.moved(
                          id, id, "bills", MAIN, (i % 2 == 0 ? 10 : 1_000) * SECOND, BEGIN + i);
                      if (i % 5 == 0) {
                        many.closed(id);
                      }
                    }
                  }));
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    assertThat(many.open(BEGIN + SECOND)).isEqualTo(Map.of("bills", threads * each * 4 / 5));
    assertThat(many.opening("bills", BEGIN + SECOND)).isEqualTo(threads * each * 4 / 5 + 1);
    assertThat(many.open(BEGIN + 20 * SECOND)).isEqualTo(Map.of("bills", threads * each * 2 / 5));
    assertThat(many.open(BEGIN + 2_000 * SECOND)).isEqualTo(Map.of("bills", 0));
    many.notOpened("bills");
    assertThat(many.opening("bills", BEGIN + 2_000 * SECOND)).isEqualTo(1);
  }
}
