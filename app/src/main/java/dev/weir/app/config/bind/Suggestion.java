package dev.weir.app.config.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name that was probably meant. */
final class Suggestion {
  /** Longer names than any key has are not compared. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** The nearest name, at most a third of its letters away; null if none is near. */
  static @Nullable String of(String given, List<String> names) {
    if (given.length() > LONGEST) {
      return null;
    }
    String plain = RecordShape.kebab(given).replace('_', '-');
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = distance(plain, name);
      if (distance < least && distance <= Math.max(1, name.length() / 3)) {
        nearest = name;
        least = distance;
      }
    }
    return nearest;
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours between two words: optimal string
   * alignment.
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
