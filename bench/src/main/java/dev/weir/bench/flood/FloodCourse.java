package dev.weir.bench.flood;

import dev.weir.bench.peer.FloodPeers.FloodPeer;
import dev.weir.bench.process.ProcessStatistics;
import dev.weir.bench.process.Waiting;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One peer through calm, flood and what comes after. Blocks; one thread. */
final class FloodCourse {
  private static final int MOST_IN_FLIGHT = 2_000;
  private static final long SEED = 1;
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** From the rehearsal to the calm. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final FloodPlan plan;
  private final OpenSearchCluster cluster;
  private final Bills bills;
  private final double best;
  private final Consumer<String> told;

  /**
   * Sends nothing yet.
   *
   * @param best good answers a second of the cluster alone
   */
  FloodCourse(
      FloodPlan plan, OpenSearchCluster cluster, Bills bills, double best, Consumer<String> told) {
    this.plan = plan;
    this.cluster = cluster;
    this.bills = bills;
    this.best = best;
    this.told = told;
  }

  FloodOutcome run(FloodPeer peer) throws IOException {
    FloodTally tally = new FloodTally();
    List<URI> targets = peer.targets();
    try (LoadGenerator steady =
        LoadGenerator.start(
            options(targets, plan.steadyRate(), Tenant.PAYMENTS),
            BillWorkload.reads(FloodReport.INDEX, bills),
            ended -> tally.onEnd(Tenant.PAYMENTS, ended))) {
      warmUp(peer, targets);
      told.accept("calm");
      tally.begin(Phase.CALM, System.nanoTime());
      Waiting.pass(plan.calm());
      long liveBefore = peer.liveHeap();
      double rest = resident(peer);
      double highest = flood(peer, targets, tally, rest);
      Waiting.pass(FloodPlan.AFTER);
      long liveAfter = peer.liveHeap();
      if (!steady.drain(FloodPlan.DEADLINE.multipliedBy(5))) {
        told.accept("some requests have not ended");
      }
      cluster.awaitGreen(PATIENCE);
      double seconds = plan.flood().toNanos() / 1e9;
      double goodput =
          (tally.good(Tenant.PAYMENTS, Phase.FLOOD) + tally.good(Tenant.CAMPAIGNS, Phase.FLOOD))
              / seconds;
      FloodOutcome outcome =
          new FloodOutcome(peer.kind(), tally, goodput, rest, highest, liveAfter - liveBefore);
      told.accept(inWords(outcome));
      return outcome;
    }
  }

  /**
   * Both tenants, the second with half of what the cluster can do, then as in the flood: what turns
   * requests away has run before, in the proxy as in the clients, whose processor it shares.
   */
  private void warmUp(FloodPeer peer, List<URI> targets) {
    told.accept("warming up");
    campaign(targets, Math.max(1, (int) (best / 2)), plan.warmUp());
    told.accept("rehearsing");
    campaign(targets, floodRate(), plan.warmUp().dividedBy(2));
    peer.liveHeap();
    Waiting.pass(SETTLING);
  }

  private void campaign(List<URI> targets, int rate, Duration length) {
    try (LoadGenerator campaign =
        LoadGenerator.start(
            options(targets, rate, Tenant.CAMPAIGNS), new CampaignWorkload(FloodReport.INDEX))) {
      Waiting.pass(length);
      campaign.drain(FloodPlan.DEADLINE.multipliedBy(2));
    }
  }

  private int floodRate() {
    return (int) Math.ceil(plan.times() * best);
  }

  /** Returns the most memory that the peer has had meanwhile, in megabytes. */
  private double flood(FloodPeer peer, List<URI> targets, FloodTally tally, double rest) {
    int rate = floodRate();
    told.accept("the flood: %d searches a second".formatted(rate));
    double highest = rest;
    tally.begin(Phase.FLOOD, System.nanoTime());
    long end = System.nanoTime() + plan.flood().toNanos();
    try (LoadGenerator campaign =
        LoadGenerator.start(
            options(targets, rate, Tenant.CAMPAIGNS),
            new CampaignWorkload(FloodReport.INDEX),
            ended -> tally.onEnd(Tenant.CAMPAIGNS, ended))) {
      while (System.nanoTime() - end < 0) {
        Waiting.pass(BEAT);
        highest = Math.max(highest, resident(peer));
      }
      tally.begin(Phase.AFTER, System.nanoTime());
      told.accept("the flood is over");
      campaign.drain(FloodPlan.DEADLINE.multipliedBy(2));
    }
    return highest;
  }

  private static LoadOptions options(List<URI> targets, int rate, Tenant tenant) {
    return new LoadOptions(targets, rate, FloodPlan.DEADLINE, MOST_IN_FLIGHT, SEED)
        .withHeaders(tenant.headers());
  }

  private static double resident(FloodPeer peer) {
    return peer.service() == null
        ? 0
        : ProcessStatistics.memory(peer.service().handle()).resident() / 1024.0 / 1024;
  }

  private static String inWords(FloodOutcome outcome) {
    FloodTally tally = outcome.tally();
    return String.format(
        Locale.ROOT,
        "%.0f good answers a second; payments: %d of %d refused or failed, p99 %.0f ms, %.1f times"
            + " the calm",
        outcome.goodput(),
        tally.bad(Tenant.PAYMENTS, Phase.FLOOD),
        tally.bad(Tenant.PAYMENTS, Phase.FLOOD) + tally.good(Tenant.PAYMENTS, Phase.FLOOD),
        tally.latency(Tenant.PAYMENTS, Phase.FLOOD, 99),
        outcome.slower());
  }
}
