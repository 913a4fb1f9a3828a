package dev.weir.flow.membership;

/** What has become of a member. */
public enum Standing {
  /** Its source names it. */
  LISTED,
  /** Its source names it no longer, but the source itself is doubted. */
  DOUBTED,
  /** Its source does not vouch for it; it stays as long as it answers probes. */
  PROBED,
  /** It ends what it has begun and is given nothing new. */
  DRAINING,
  /** It is no member any more. */
  GONE;

  /** Whether it is still to be known of, be it only to let it end what it has begun. */
  public boolean isMember() {
    return this != GONE;
  }
}
