package dev.weir.app.demo;

import java.util.List;
import java.util.Locale;

/** A success rate as people speak of it. Never rounded up: 99.9999 % is not 100 %. */
final class Nines {
  private static final List<String> WORDS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven");

  private Nines() {}

  /** Leading nines of a share of successes: 3 for 99.95 %; 7 at most, as for no failure at all. */
  static int count(long succeeded, long requests) {
    long failed = requests - succeeded;
    int nines = 0;
    // In whole numbers: 1 - 0.999 is not 0.001 in floating point.
    for (long scaled = failed * 10; nines < 7 && scaled <= requests; scaled *= 10) {
      nines++;
    }
    return nines;
  }

  /** {@code 99.998 %}, cut after three decimals. */
  static String percent(long succeeded, long requests) {
    if (requests == 0) {
      return "-";
    }
    long thousandths = Math.floorDiv(Math.multiplyExact(succeeded, 100_000L), requests);
    return succeeded == requests
        ? "100 %"
        : String.format(Locale.ROOT, "%d.%03d %%", thousandths / 1_000, thousandths % 1_000);
  }

  /** {@code four nines}, {@code nothing failed}. */
  static String words(long succeeded, long requests) {
    if (requests == 0) {
      return "nothing asked yet";
    }
    if (succeeded == requests) {
      return "nothing failed";
    }
    int nines = count(succeeded, requests);
    return WORDS.get(nines) + (nines == 1 ? " nine" : " nines");
  }

  static Tone tone(long succeeded, long requests) {
    int nines = count(succeeded, requests);
    return nines >= 4 ? Tone.GOOD : nines >= 2 ? Tone.WARNING : Tone.BAD;
  }
}
