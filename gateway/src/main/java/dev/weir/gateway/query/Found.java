package dev.weir.gateway.query;

import dev.weir.search.rule.Finding;

/**
 * What a rule has found in a request, and what comes of it.
 *
 * @param finding what it is
 * @param consequence what comes of it for this request
 * @param search which of the searches of the request, from 0
 */
public record Found(Finding finding, Consequence consequence, int search) {
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
