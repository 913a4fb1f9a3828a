package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.http.Malformed;
import java.time.Duration;

/** What Weir itself turns requests away with. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static Refusal malformed(Malformed what) {
    return Refusal.of(what.status(), "invalid_http_exception", what.reason());
  }

  static Refusal headTimeout(Duration bound) {
    return Refusal.of(
        408,
        "request_timeout_exception",
        "the request's head did not arrive within " + bound.toMillis() + " ms");
  }

  static Refusal bodyTimeout(Duration bound) {
    return Refusal.of(
        408,
        "request_timeout_exception",
        "the request's body made no progress for " + bound.toMillis() + " ms");
  }

  static Refusal bodyTooLarge(long limit) {
    return Refusal.of(
            413,
            "content_too_long_exception",
            "the request's body is larger than " + limit + " bytes; send it in smaller parts")
        .withDetail("limit", Long.toString(limit));
  }

  static Refusal noRoute(String target) {
    return Refusal.of(404, "no_route_exception", "no route fits the target [" + target + "]");
  }

  static Refusal noEndpoint(String cluster) {
    return Refusal.of(503, "no_endpoint_exception", "no node of cluster [" + cluster + "] is up")
        .withRetryAfter(SOON);
  }

  static Refusal allOut(String cluster) {
    return Refusal.of(503, "all_out_exception", "no node of cluster [" + cluster + "] is well")
        .withRetryAfter(SOON);
  }

  static Refusal breakerOpen(String route, String cluster) {
    return Refusal.of(
            503,
            "breaker_open_exception",
            "the breaker of route ["
                + route
                + "] is open: cluster ["
                + cluster
                + "] has been failing or slow for a while")
        .withRetryAfter(SOON)
        .withDetail("route", route);
  }

  static Refusal poolExhausted(String cluster) {
    return Refusal.of(
            503,
            "pool_exhausted_exception",
            "all connections to cluster [" + cluster + "] are in use, and too many wait for one")
        .withRetryAfter(SOON);
  }

  static Refusal waitedTooLong(String cluster, Duration bound) {
    return Refusal.of(
            503,
            "pool_exhausted_exception",
            "no connection to cluster ["
                + cluster
                + "] became free within "
                + bound.toMillis()
                + " ms")
        .withRetryAfter(SOON);
  }

  static Refusal upstreamFailed(String endpoint, int attempts, String cause) {
    return Refusal.of(
            502,
            "upstream_failed_exception",
            "node ["
                + endpoint
                + "] failed the request, the last of "
                + attempts
                + " tried: "
                + cause)
        .withDetail("endpoint", endpoint);
  }

  static Refusal deadlinePassed(String endpoint, String before) {
    return Refusal.of(
            504,
            "upstream_timeout_exception",
            "node ["
                + endpoint
                + "] did not answer before the request's deadline"
                + (before.isEmpty() ? "" : "; the try before failed: " + before))
        .withDetail("endpoint", endpoint);
  }

  static Refusal upstreamTimeout(String endpoint, Duration deadline, String before) {
    return Refusal.of(
            504,
            "upstream_timeout_exception",
            "node ["
                + endpoint
                + "] did not answer within "
                + deadline.toMillis()
                + " ms"
                + (before.isEmpty() ? "" : "; the try before failed: " + before))
        .withDetail("endpoint", endpoint);
  }
}
