package dev.weir.gateway.status;

/**
 * One rewrite of queries at one moment.
 *
 * @param rewrite its id
 * @param description what it does, and why
 * @param kind what it may change in an answer
 * @param on whether it is applied; not if too many shapes of searches were answered otherwise
 * @param applied searches that it has changed, since the start
 * @param compared of these, how many were asked as written, too
 * @param diverged of these, how many were answered otherwise
 * @param shapesOff shapes of searches that it is not applied to any more
 */
public record RewriteStatus(
    String rewrite,
    String description,
    String kind,
    boolean on,
    long applied,
    long compared,
    long diverged,
    int shapesOff) {}
