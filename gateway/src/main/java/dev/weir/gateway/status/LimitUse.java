package dev.weir.gateway.status;

/**
 * How much of a limit is in use.
 *
 * @param key whose it is; empty if all share one
 * @param used permits
 * @param bound most permits that can be in use
 */
public record LimitUse(String key, long used, long bound) {}
