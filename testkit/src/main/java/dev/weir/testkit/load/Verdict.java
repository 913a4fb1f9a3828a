package dev.weir.testkit.load;

import java.nio.charset.StandardCharsets;

/**
 * Whether an answer is what the client wanted. A success is a status of 2xx, its whole body (the
 * HTTP client sees to that), not timed out, no failed shard, no failed bulk item.
 *
 * <p>Only the first bytes are looked at: search engines write {@code took}, {@code timed_out},
 * {@code errors} and {@code _shards} ahead of hits and items. That is cheap, and exact for answers
 * of this load, none of which filters or reorders its answer.
 */
final class Verdict {
  static final String SUCCESS = "";

  private static final int HEAD = 256;

  private Verdict() {}

  /** {@link #SUCCESS}, or the kind of failure in a few words; there are few kinds. */
  static String of(Operation operation, int status, byte[] body) {
    if (status / 100 != 2) {
      return "HTTP " + status;
    }
    String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
    return switch (operation) {
      case LATEST_BILLS, MERCHANT_MONTH, TITLE_SEARCH -> ofSearch(head);
      case COUNT -> head.contains("\"failed\":0") ? SUCCESS : "failed shards";
      case GET_BILL -> head.contains("\"found\":true") ? SUCCESS : "not found";
      case BULK -> head.contains("\"errors\":false") ? SUCCESS : "failed items";
    };
  }

  private static String ofSearch(String head) {
    if (!head.contains("\"timed_out\":false")) {
      return "timed out in the cluster";
    }
    return head.contains("\"failed\":0") ? SUCCESS : "failed shards";
  }
}
