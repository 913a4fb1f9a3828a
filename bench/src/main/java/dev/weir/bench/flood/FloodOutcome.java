package dev.weir.bench.flood;

import dev.weir.bench.peer.PeerKind;

/**
 * What the flood has come to before one peer.
 *
 * @param goodput good answers a second of both tenants while the flood lasts
 * @param restMegabytes resident memory of the peer before the flood; 0 without one
 * @param floodMegabytes the highest while it lasts
 * @param liveGrowth by how many bytes the heap that is alive has grown from before the flood to
 *     after it; 0 for those that have none
 */
record FloodOutcome(
    PeerKind peer,
    FloodTally tally,
    double goodput,
    double restMegabytes,
    double floodMegabytes,
    long liveGrowth) {

  /** How much later the steady tenant has its answers: p99 beside that of the calm. */
  double slower() {
    double calm = tally.latency(Tenant.PAYMENTS, Phase.CALM, 99);
    return calm == 0 ? 0 : tally.latency(Tenant.PAYMENTS, Phase.FLOOD, 99) / calm;
  }

  /** Seconds. */
  double recovery() {
    return tally.recovery(FloodReport.MOST_SLOWER * tally.latency(Tenant.PAYMENTS, Phase.CALM, 99));
  }
}
