package dev.weir.bench.faults;

import java.util.Locale;

/** How often something goes well, said so that five nines can be told from four. */
final class Share {
  private Share() {}

  /** Per cent that did not fail, cut rather than rounded: 100 % is only ever said of all. */
  static String of(long failed, long all) {
    if (all == 0) {
      return "–";
    }
    if (failed == 0) {
      return "100 %";
    }
    double percent = Math.floor((all - failed) * 1e5 / all) / 1e3;
    return String.format(Locale.ROOT, "%.3f %%", percent);
  }

  /** As many nines as that is: 2 for 99 %, 3.3 for 99.95 %. */
  static String nines(long failed, long all) {
    if (all == 0) {
      return "–";
    }
    // Without a failure there are at least as many as one more request that failed would leave.
    return failed == 0
        ? String.format(Locale.ROOT, "> %.1f", Math.log10((double) all))
        : String.format(Locale.ROOT, "%.1f", -Math.log10((double) failed / all));
  }
}
