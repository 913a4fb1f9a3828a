package dev.weir.gateway.query;

import dev.weir.search.rule.Finding;

/**
 * What a rule has found in a request, and what comes of it.
 *
 * @param finding what it is
 * @param consequence what comes of it for this request
 * @param search which of the searches of the request, from 0
 * @param wantsRoom whether it is only that the body could not be held beside those of others
 */
public record Found(Finding finding, Consequence consequence, int search, boolean wantsRoom) {
  /** What comes of a finding. */
  public enum Consequence {
    /** It is counted. */
    OBSERVED,
    /** The answer says so. */
    WARNED,
    /** The request is refused. */
    REFUSED
  }
}
