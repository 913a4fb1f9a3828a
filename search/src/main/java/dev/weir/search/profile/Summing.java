package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/** Functions of SQL that make one value of many rows. */
final class Summing {
  private static final byte[][] NAMES =
      List.of(
              "COUNT",
              "SUM",
              "AVG",
              "MIN",
              "MAX",
              "FIRST",
              "LAST",
              "PERCENTILE",
              "PERCENTILE_APPROX",
              "STDDEV_POP",
              "STDDEV_SAMP",
              "VAR_POP",
              "VAR_SAMP",
              "SUM_OF_SQUARES",
              "KURTOSIS",
              "SKEWNESS",
              "MAD")
          .stream()
          .map(name -> name.getBytes(US_ASCII))
          .toArray(byte[][]::new);

  private Summing() {}

  /** Whether a function is one, by its name in capitals. */
  static boolean isOne(byte[] name, int length) {
    for (byte[] each : NAMES) {
      if (Arrays.equals(each, 0, each.length, name, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
