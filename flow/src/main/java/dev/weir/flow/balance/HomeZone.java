package dev.weir.flow.balance;

import java.util.random.RandomGenerator;

/**
 * Decides whether a request stays in the gateway's own zone: all do while enough of the zone's
 * endpoints are well; below that, in proportion, so that those that are left are not swamped and
 * nothing tips over at once (as Envoy does with its over-provisioning factor). Pure.
 *
 * @param enough share of the zone's endpoints that can bear all of its requests; above 0, at most 1
 * @param least endpoints of the zone that must be well for any request to stay; at least 1
 */
public record HomeZone(double enough, int least) {
  /**
   * Whether the next request stays.
   *
   * @param well endpoints of the zone that are well
   * @param all endpoints of the zone
   */
  public boolean keeps(int well, int all, RandomGenerator random) {
    if (well < least) {
      return false;
    }
    double share = well / (all * enough);
    return share >= 1 || random.nextDouble() < share;
  }
}
