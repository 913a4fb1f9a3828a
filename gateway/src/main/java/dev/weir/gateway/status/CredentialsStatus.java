package dev.weir.gateway.status;

/**
 * Credentials that took time to verify: hashed passwords and tokens, since the start.
 *
 * @param right how often some were found right
 * @param wrong how often some were found wrong
 * @param busy how often some were not verified, because too many waited
 * @param remembered how many results are remembered
 */
public record CredentialsStatus(long right, long wrong, long busy, long remembered) {
  /** Nothing was verified. */
  public static final CredentialsStatus NONE = new CredentialsStatus(0, 0, 0, 0);

  /** Both together. */
  public CredentialsStatus plus(CredentialsStatus other) {
    return new CredentialsStatus(
        right + other.right, wrong + other.wrong, busy + other.busy, remembered + other.remembered);
  }
}
