package dev.weir.gateway.status;

import org.jspecify.annotations.Nullable;

/**
 * How a cluster knows its endpoints.
 *
 * @param source what names them, such as {@code zookeeper /services/search}
 * @param ageSeconds since the source last gave its list; since the start if it never did
 * @param heard whether the source has given a list since the start
 * @param changes endpoints that came, went or were changed since the start
 * @param failures times that the source could not be asked since the start
 * @param problem why not, the last time; null if the source could be asked since
 * @param doubted whether the source is not believed for now, so that the last list serves
 * @param byHand endpoints that were changed by hand
 */
public record MembershipStatus(
    String source,
    double ageSeconds,
    boolean heard,
    long changes,
    long failures,
    @Nullable String problem,
    boolean doubted,
    int byHand) {

  /** A fixed list. */
  public static MembershipStatus fixed() {
    return new MembershipStatus("configuration", 0, true, 0, 0, null, false, 0);
  }
}
