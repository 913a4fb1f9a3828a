package dev.weir.search.json;

import java.util.Arrays;

/**
 * The names seen in each object that is open, to tell one that comes twice. Looks at the first
 * sixty-four of each object, so that objects with very many names cost no more.
 */
public final class SeenNames {
  private static final int MOST_OF_ONE = 64;
  private static final int MOST = 4096;

  private long[] hashes = new long[64];
  private int[] bases = new int[16];

  /** For each open object, one bit for each of its names, by the name's hash. */
  private long[] bits = new long[16];

  private int open;
  private int top;

  public void clear() {
    open = 0;
    top = 0;
  }

  public void startObject() {
    if (open == bases.length) {
      bases = Arrays.copyOf(bases, 2 * open);
      bits = Arrays.copyOf(bits, 2 * open);
    }
    bits[open] = 0;
    bases[open++] = top;
  }

  public void endObject() {
    top = bases[--open];
  }

  /** Whether the innermost object had that name before. */
  public boolean isSeen(long hash) {
    int base = bases[open - 1];
    long bit = 1L << (hash >>> 58);
    if ((bits[open - 1] & bit) != 0 && isAmong(base, hash)) {
      return true;
    }
    bits[open - 1] |= bit;
    if (top - base < MOST_OF_ONE && top < MOST) {
      if (top == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * top);
      }
      hashes[top++] = hash;
    }
    return false;
  }

  private boolean isAmong(int base, long hash) {
    for (int i = base; i < top; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }
}
