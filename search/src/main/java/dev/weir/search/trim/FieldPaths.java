package dev.weir.search.trim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Paths of fields as {@code filter_path} writes them: names with dots between, {@code *} for any
 * part of a name, {@code **} for any number of names, {@code \.} for a dot within a name. A path
 * means what it leads to and all that is in it. Followed from name to name as a set of places, one
 * bit each. Immutable.
 */
public final class FieldPaths {
  /** Names of all paths together, at most. */
  public static final int MOST_NAMES = 62;

  /** Followed to the end of a path. */
  static final long THERE = Long.MIN_VALUE;

  /** On no path. */
  static final long OFF = 0;

  private final List<byte[]> names = new ArrayList<>();
  private long firsts;
  private long lasts;
  private long anyDepth;

  private FieldPaths() {}

  /**
   * Reads paths.
   *
   * @throws IllegalArgumentException if a path is empty, has an empty name, or there are more than
   *     {@value #MOST_NAMES} names
   */
  public static FieldPaths of(List<String> paths) {
    FieldPaths result = new FieldPaths();
    for (String path : paths) {
      result.add(path.strip());
    }
    return result;
  }

  private void add(String path) {
    firsts |= bit(names.size());
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char each = path.charAt(i);
      if (each == '\\' && i + 1 < path.length() && path.charAt(i + 1) == '.') {
        name.append('.');
        i++;
      } else if (each == '.') {
        addName(name, path);
        name.setLength(0);
      } else {
        name.append(each);
      }
    }
    addName(name, path);
    lasts |= bit(names.size() - 1);
  }

  private void addName(StringBuilder name, String path) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a path with an empty name: [" + path + "]");
    }
    if (names.size() == MOST_NAMES) {
      throw new IllegalArgumentException("more than " + MOST_NAMES + " names in all paths");
    }
    if (name.length() == 2 && name.charAt(0) == '*' && name.charAt(1) == '*') {
      anyDepth |= bit(names.size());
    }
    names.add(name.toString().getBytes(UTF_8));
  }

  private static long bit(int index) {
    return 1L << index;
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Where every path begins. */
  long start() {
    return firsts;
  }

  /**
   * Follows a name, given in UTF-8.
   *
   * @param places where the paths have come to
   * @return where they lead; {@link #THERE} if one ends there, {@link #OFF} if none goes that way
   */
  long follow(long places, byte[] name, int from, int to) {
    long next = OFF;
    for (long rest = places; rest != 0; rest &= rest - 1) {
      int index = Long.numberOfTrailingZeros(rest);
      long bit = bit(index);
      if (fits(names.get(index), name, from, to)) {
        if ((lasts & bit) != 0) {
          return THERE;
        }
        next |= bit << 1 | (anyDepth & bit);
      }
    }
    return next;
  }

  /** Whether a name is as a pattern says; goes back to the last star only, which is enough. */
  private static boolean fits(byte[] pattern, byte[] name, int from, int to) {
    int p = 0;
    int n = from;
    int star = -1;
    int behind = from;
    while (n < to) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        behind = n;
      } else if (p < pattern.length && pattern[p] == name[n]) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++behind;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }
}
