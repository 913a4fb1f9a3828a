package dev.weir.flow.membership;

import org.jspecify.annotations.Nullable;

/**
 * What a registry makes of heartbeats: who beats within the lease is up, who has not is suspect for
 * a while, so that those who ask can probe it, and then forgotten; who leaves is draining for a
 * while, so that everyone hears of it before it is gone.
 *
 * @param leaseNanos time within which a heartbeat is expected
 * @param suspectNanos time after the lease for which a member is suspect
 * @param drainNanos time for which a member that leaves is draining
 */
public record LeasePolicy(long leaseNanos, long suspectNanos, long drainNanos) {

  /**
   * What is said of a member.
   *
   * @param ageNanos since it was last heard of
   * @param leaving whether it has said that it leaves
   * @return null if it is not to be named any more
   */
  public @Nullable Presence presence(long ageNanos, boolean leaving) {
    if (leaving) {
      return ageNanos < drainNanos ? Presence.DRAINING : null;
    }
    if (ageNanos < leaseNanos) {
      return Presence.UP;
    }
    return ageNanos < leaseNanos + suspectNanos ? Presence.SUSPECT : null;
  }
}
