package dev.weir.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.flow.lease.LeaseRule;
import dev.weir.gateway.settings.LimitAlgorithm;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FleetBudgetTest {
  private static final long SECOND = 1_000_000_000;

  private final Newcomers newcomers = new Newcomers();

  private FleetBudget budget(int requests, int maxKeys) {
    LimitSettings usual = LimitSettings.defaults();
    LimitSettings settings =
        new LimitSettings(
            "each",
            LimitKey.TENANT,
            null,
            usual.counts(),
            requests,
            Duration.ofSeconds(1),
            0,
            LimitAlgorithm.TOKEN_BUCKET,
            true,
            Duration.ZERO,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            maxKeys,
            usual.mode());
    LeaseRule rule = LeaseRule.of(FleetBudget.bucket(settings));
    return new FleetBudget(settings, rule, 1, newcomers, 0);
  }

  private List<FleetLease> taken() {
    List<FleetLease> taken = new ArrayList<>();
    for (FleetLease each = newcomers.takeAll(); each != null; each = each.below) {
      taken.add(each);
    }
    return taken;
  }

  @Test
  void shouldHandWhatIsUsedToTheThreadThatTakesLeases() {
    FleetBudget budget = budget(10, 100);
    budget.admit("a", 0, 1);
    budget.admit("a", 0, 1);
    budget.admit("b", 0, 1);

    List<FleetLease> taken = taken();

    assertThat(taken).hasSize(2).doesNotHaveDuplicates();
    assertThat(taken()).isEmpty();
    FleetLease first = taken.getFirst();
    assertThat(first.leavesWatch()).as("it has not asked yet").isFalse();
    assertThat(first.lease().ask(0)).isNotNull();
    assertThat(first.retire(100 * SECOND)).as("it is looked after").isFalse();
  }

  @Test
  void shouldShareOneAmongKeysThatFindNoPlace() {
    FleetBudget budget = budget(10, 2);
    for (int i = 0; i < 100; i++) {
      budget.admit("key" + i, 0, 1);
    }

    assertThat(budget.keys()).isEqualTo(2);
    assertThat(budget.crowded()).isEqualTo(98);
    assertThat(taken()).as("two, and what is shared").hasSize(3);
  }

  @Test
  void shouldGiveAPlaceOnAfterNothingIsInUse() {
    FleetBudget budget = budget(10, 1);
    budget.admit("a", 0, 1);
    FleetLease lease = taken().getFirst();
    var ask = lease.lease().ask(0);
    assertThat(ask).isNotNull();
    if (ask != null) {
      lease.lease().failed(ask, 0);
    }
    assertThat(lease.leavesWatch()).isTrue();

    budget.admit("b", SECOND / 2, 1);
    assertThat(budget.evictions()).as("the store may still know of it").isZero();
    budget.admit("b", 2 * SECOND, 1);

    assertThat(budget.evictions()).isEqualTo(1);
    assertThat(lease.isRetired()).isTrue();
  }

  @Test
  void shouldAllocateNothingForAKeyThatIsKnown() {
    FleetBudget budget = budget(1_000_000, 100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      budget.admit("a", i, 1);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      budget.admit("a", 20_000 + i, 1);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  /** Whoever is used is looked after, whatever the threads do. */
  @Test
  void shouldLoseNobody() throws Exception {
    FleetBudget budget = budget(1_000_000, 64);
    AtomicBoolean ended = new AtomicBoolean();
    Map<FleetLease, Integer> watched = new HashMap<>();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Random random = new Random(i);
      users.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 200_000; n++) {
                      budget.admit("key" + random.nextInt(64), System.nanoTime(), 1);
                    }
                  }));
    }
    Thread taker =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!ended.get()) {
                    lookAfter(watched);
                  }
                });
    for (Thread user : users) {
      user.join();
    }
    ended.set(true);
    taker.join();
    lookAfter(watched);

    assertThat(watched.values()).as("each is there once").allMatch(count -> count == 1);
    budget.forEachLease(
        lease -> assertThat(watched.containsKey(lease)).isEqualTo(!lease.lease().isQuiet()));
  }

  private void lookAfter(Map<FleetLease, Integer> watched) {
    long now = System.nanoTime();
    for (FleetLease each : taken()) {
      watched.merge(each, 1, Integer::sum);
    }
    for (FleetLease each : watched.keySet()) {
      var ask = each.lease().ask(now);
      if (ask != null) {
        each.lease().granted(ask, ask.wanted(), 0, 0, now);
      }
    }
    watched.keySet().removeIf(FleetLease::leavesWatch);
  }
}
