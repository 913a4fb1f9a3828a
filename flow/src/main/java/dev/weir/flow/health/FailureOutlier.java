package dev.weir.flow.health;

/**
 * Tells an endpoint that fails more of its requests than the others of its cluster do: by so many
 * percent of its requests more, and at least twice their share. What all of them fail alike is not
 * the endpoint's fault.
 */
public final class FailureOutlier {
  private final int percent;
  private final int least;

  /**
   * A rule for a cluster.
   *
   * @param percent of its requests that an endpoint must fail beyond the others' share
   * @param least failures that make a judgement
   */
  public FailureOutlier(int percent, int least) {
    this.percent = percent;
    this.least = least;
  }

  /**
   * Whether an endpoint is out.
   *
   * @param failed requests that it failed of late
   * @param total of so many
   * @param othersFailed requests that the other endpoints failed, together
   * @param othersTotal of so many
   */
  public boolean isOut(long failed, long total, long othersFailed, long othersTotal) {
    if (failed < least || othersTotal == 0) {
      return false;
    }
    double share = (double) failed / Math.max(total, failed);
    double usual = (double) othersFailed / Math.max(othersTotal, othersFailed);
    return share >= usual + percent / 100.0 && share >= 2 * usual;
  }
}
