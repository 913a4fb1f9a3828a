package dev.weir.gateway.shape;

import dev.weir.search.shape.Skeleton;
import java.nio.charset.StandardCharsets;

/** Takes samples of searches out of the beginning of a body. */
final class Samples {
  private Samples() {}

  /**
   * Puts samples of a request's searches into its visit.
   *
   * @param wanted a bit for each search of which one is wanted
   * @param lines whether each search is a line behind a line that is its header
   * @param values whether values stay
   */
  static void take(
      Visit visit, long wanted, byte[] text, int length, boolean lines, boolean values) {
    if (!lines) {
      visit.sample(0, of(text, 0, length, values));
      return;
    }
    int line = 0;
    int from = 0;
    for (int at = 0; at <= length; at++) {
      if (at == length || text[at] == '\n') {
        int search = line / 2;
        if (line % 2 == 1 && search < visit.searches() && (wanted >>> search & 1) != 0) {
          visit.sample(search, of(text, from, at, values));
        }
        line++;
        from = at + 1;
      }
    }
  }

  private static String of(byte[] text, int from, int to, boolean values) {
    if (!values) {
      return Skeleton.of(text, from, to);
    }
    int end = Math.min(to, from + Skeleton.LONGEST);
    String real = new String(text, from, end - from, StandardCharsets.UTF_8);
    return end < to ? real + "…" : real;
  }
}
