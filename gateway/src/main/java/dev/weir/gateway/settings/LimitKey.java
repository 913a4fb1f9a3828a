package dev.weir.gateway.settings;

/** What has a limit of its own. */
public enum LimitKey {
  /** Nothing: all requests share one. */
  ALL,
  TENANT,
  /** The user that credentials or a certificate name, within its tenant. */
  USER,
  /** The client's address; of IPv6 its network of 64 bits. */
  ADDRESS,
  OPERATION,
  /**
   * The indices that the path names, as they stand there: neither aliases nor patterns resolved.
   */
  INDEX,
  /** The shape of the search, of a request with several that of the first. */
  SHAPE,
  /** The value of a header; of a long one its beginning and its hash. */
  HEADER
}
