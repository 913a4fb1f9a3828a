package dev.weir.bench.flood;

import java.util.Map;

/** Who asks, as both say it in a header of every request. */
enum Tenant {
  /** Asks as much as always, and matters most. */
  PAYMENTS,
  /** Has just told millions of people to look. */
  CAMPAIGNS;

  static final String HEADER = "X-Team";

  String label() {
    return this == PAYMENTS ? "payments" : "campaigns";
  }

  Map<String, String> headers() {
    return Map.of(HEADER, label());
  }
}
