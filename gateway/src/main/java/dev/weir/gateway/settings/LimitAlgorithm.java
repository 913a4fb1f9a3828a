package dev.weir.gateway.settings;

/** How a limit counts. */
public enum LimitAlgorithm {
  /** An even rate, with bursts of what was saved up. */
  TOKEN_BUCKET,
  /** An even rate without bursts; requests may wait for their turn. */
  LEAKY_BUCKET,
  /** So many in each window; simple to tell, but twice as many may pass around its end. */
  FIXED_WINDOW,
  /** So many within any window. */
  SLIDING_WINDOW
}
