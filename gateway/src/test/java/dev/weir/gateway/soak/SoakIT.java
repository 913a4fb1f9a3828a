package dev.weir.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.Gateway;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.LeakWatch;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Exchanges of all kinds at once, with clients and nodes that do wrong at random: every whole
 * answer is the one to its own request, and when all is over, nothing is left.
 *
 * <p>System properties: {@code weir.soak.exchanges}, {@code weir.soak.seed}.
 */
class SoakIT {
  private static final int EXCHANGES = Integer.getInteger("weir.soak.exchanges", 40_000);
  private static final long SEED = Long.getLong("weir.soak.seed", new Random().nextLong());
  private static final int LONG_RUN = 200_000;
  private static final int CLIENTS = 48;
  private static final long MEGABYTE = 1024 * 1024;
  private static final long HEAP_GROWTH = 4 * MEGABYTE;
  private static final long DIRECT_GROWTH = 8 * MEGABYTE;
  private static final Duration PROGRESS = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What is held when nothing is under way. */
  private record Memory(long heap, long direct) {
    @Override
    public String toString() {
      return "heap " + heap / 1024 + " KiB, direct " + direct / 1024 + " KiB";
    }
  }

  private final Tally tally = new Tally(EXCHANGES);

  @Test
  void shouldNeverMixUpAnswersNorKeepAnything() throws IOException, InterruptedException {
    if (EXCHANGES >= LONG_RUN) {
      // A trace of every touch of every buffer would be most of the run.
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.ADVANCED);
    }
    System.out.printf(
        "soak: exchanges=%d seed=%d leak-detection=%s%n",
        EXCHANGES, SEED, ResourceLeakDetector.getLevel());
    List<SoakNode> nodes = new ArrayList<>();
    FixtureSettings settings =
        new FixtureSettings()
            .eventLoops(2)
            .deadline(Duration.ofSeconds(2))
            .eject(5, Duration.ofMillis(100));
    for (int i = 0; i < Order.NODES; i++) {
      SoakNode node = SoakNode.start(i, tally);
      nodes.add(node);
      settings.node(node.uri());
    }
    try (Gateway gateway = Gateway.start(settings.build(), tally)) {
      long start = System.nanoTime();
      Memory early = run(gateway, 0, EXCHANGES / 4);
      Memory late = run(gateway, EXCHANGES / 4, EXCHANGES);
      report(gateway, System.nanoTime() - start, early, late);
      assertCountersAgree(gateway);
      assertThat(late.heap() - early.heap()).as("growth of the heap").isLessThan(HEAP_GROWTH);
      assertThat(late.direct() - early.direct())
          .as("growth of direct memory")
          .isLessThan(DIRECT_GROWTH);
    } finally {
      nodes.forEach(SoakNode::close);
    }
  }

  /** Performs the exchanges of these numbers; gives what is held when they are over. */
  private Memory run(Gateway gateway, int first, int end) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int from = first + (int) ((long) (end - first) * i / CLIENTS);
      int to = first + (int) ((long) (end - first) * (i + 1) / CLIENTS);
      SoakClient client = new SoakClient(gateway.addresses().getFirst(), tally, SEED, from, to);
      threads.add(Thread.ofVirtual().name("client " + i).start(client));
    }
    join(threads);
    assertThat(tally.violations()).isEmpty();
    awaitQuiet(gateway);
    assertThat(LeakWatch.collect()).as("buffers that leaked").isEmpty();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Memory(heap, gateway.status().directMemory());
  }

  private void join(List<Thread> threads) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    for (Thread thread : threads) {
      while (!thread.join(PROGRESS)) {
        assertThat(System.nanoTime()).as("the end of the run").isLessThan(end);
        if (EXCHANGES >= LONG_RUN) {
          System.out.printf("soak: begun=%d whole=%d%n", begun(), tally.counted("whole"));
        }
      }
    }
  }

  private long begun() {
    return tally.counted("begun");
  }

  private static List<EndpointStatus> endpoints(Gateway gateway) {
    return gateway.status().clusters().getFirst().endpoints();
  }

  private static void awaitQuiet(Gateway gateway) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(gateway.status().exchanges()).as("exchanges in flight").isZero();
              assertThat(gateway.status().connections()).as("client connections").isZero();
              for (EndpointStatus endpoint : endpoints(gateway)) {
                assertThat(endpoint.active()).as("active on " + endpoint).isZero();
                assertThat(endpoint.waiting()).as("waiting for " + endpoint).isZero();
              }
            });
  }

  private void assertCountersAgree(Gateway gateway) {
    assertThat(begun()).as("begun").isEqualTo(EXCHANGES);
    assertThat(tally.untold()).as("ends that clients saw and no observer").isZero();
    assertThat(begun() - tally.observed())
        .as("exchanges begun and not observed")
        .isBetween(0L, tally.counted("missable"));
    assertThat(tally.counted("outcome INVALID"))
        .as("refused as no request")
        .isEqualTo(tally.counted("invalid"));
    assertThat(tally.counted("outcome ANSWERED"))
        .as("answered")
        .isGreaterThanOrEqualTo(tally.counted("whole"));
    long sent = endpoints(gateway).stream().mapToLong(EndpointStatus::requests).sum();
    assertThat(tally.counted("attempts")).as("attempts").isLessThanOrEqualTo(sent);
    assertThat(tally.counted("heads"))
        .as("requests that nodes saw")
        .isLessThanOrEqualTo(tally.counted("attempts"));
    assertThat(tally.counted("innocent"))
        .as("requests that failed though no node did wrong by them")
        .isLessThanOrEqualTo(EXCHANGES / 25);
  }

  private void report(Gateway gateway, long nanos, Memory early, Memory late) {
    System.out.printf("soak: begun=%d in %d s%n", begun(), Duration.ofNanos(nanos).toSeconds());
    System.out.printf(
        "soak: whole=%d cut=%d spoilt-behind=%d refused=%s innocent=%d connections=%d%n",
        tally.counted("whole"),
        tally.counted("answers cut"),
        tally.counted("spoilt behind"),
        tally.all("refused "),
        tally.counted("innocent"),
        tally.counted("connections"));
    System.out.println("soak: faults of nodes " + tally.all("node "));
    System.out.println("soak: faults of clients " + tally.all("client "));
    System.out.printf(
        "soak: observed=%d missable=%d nameless=%d outcomes=%s attempts=%d heads=%d%n",
        tally.observed(),
        tally.counted("missable"),
        tally.counted("nameless"),
        tally.all("outcome "),
        tally.counted("attempts"),
        tally.counted("heads"));
    System.out.println("soak: endpoints " + endpoints(gateway));
    System.out.println("soak: after a quarter " + early);
    System.out.println("soak: at the end      " + late);
    System.out.println("soak: leaks=0 transport=" + gateway.status().transport());
  }
}
