package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EjectionLimitTest {
  private final EjectionLimit<String> limit = new EjectionLimit<>(50);

  @Test
  void shouldKeepAtLeastOneInAndLetAtLeastOneOut() {
    assertThat(limit.most(1)).isZero();
    assertThat(limit.most(2)).isEqualTo(1);
    assertThat(limit.most(3)).isEqualTo(1);
    assertThat(limit.most(10)).isEqualTo(5);
    assertThat(new EjectionLimit<String>(100).most(3)).isEqualTo(2);
    assertThat(new EjectionLimit<String>(1).most(3)).isEqualTo(1);
    assertThat(new EjectionLimit<String>(0).most(3)).isZero();
  }

  @Test
  void shouldRefuseOneTooMany() {
    assertThat(limit.tryEject("a", 0, 100, 3, 0)).isTrue();

    assertThat(limit.tryEject("b", 0, 100, 3, 0)).isFalse();
  }

  @Test
  void shouldCountThoseThatAreOutOtherwise() {
    assertThat(limit.tryEject("a", 0, 100, 3, 1)).isFalse();
    assertThat(limit.tryEject("a", 0, 100, 4, 1)).isTrue();
  }

  @Test
  void shouldFreeAPlaceWhenItsTimeIsOver() {
    limit.tryEject("a", 0, 100, 3, 0);

    assertThat(limit.tryEject("b", 99, 200, 3, 0)).isFalse();
    assertThat(limit.tryEject("b", 100, 200, 3, 0)).isTrue();
  }

  @Test
  void shouldFreeAPlaceWhenItIsGivenBack() {
    limit.tryEject("a", 0, 100, 3, 0);

    limit.readmit("a");

    assertThat(limit.tryEject("b", 1, 200, 3, 0)).isTrue();
  }

  @Test
  void shouldGiveAnEndpointOnePlaceOnly() {
    assertThat(limit.tryEject("a", 0, 100, 10, 0)).isTrue();
    assertThat(limit.tryEject("a", 50, 200, 10, 0)).isFalse();
    assertThat(limit.ejected(50)).isEqualTo(1);
  }

  @Test
  void shouldHoldUnderAnyHistory() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      EjectionLimit<Integer> any = new EjectionLimit<>(random.nextInt(101));
      int endpoints = 1 + random.nextInt(20);
      List<Integer> names = new ArrayList<>();
      for (int i = 0; i < endpoints; i++) {
        names.add(i);
      }
      long now = random.nextLong();
      for (int i = 0; i < 200; i++) {
        now += random.nextInt(50);
        Integer endpoint = names.get(random.nextInt(endpoints));
        if (random.nextInt(10) == 0) {
          any.readmit(endpoint);
        } else {
          any.tryEject(endpoint, now, now + random.nextInt(500), endpoints, 0);
        }
        assertThat(any.ejected(now)).isBetween(0, Math.max(0, endpoints - 1));
        assertThat(any.ejected(now)).isLessThanOrEqualTo(any.most(endpoints));
      }
    }
  }

  @Test
  void shouldHoldWhenManyThreadsEjectAtOnce() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      EjectionLimit<Integer> shared = new EjectionLimit<>(50);
      CountDownLatch start = new CountDownLatch(1);
      AtomicInteger ejected = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Integer endpoint = i;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      awaitQuietly(start);
                      if (shared.tryEject(endpoint, 0, 100, 8, 0)) {
                        ejected.incrementAndGet();
                      }
                    }));
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(ejected).hasValue(4);
      assertThat(shared.ejected(0)).isEqualTo(4);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
