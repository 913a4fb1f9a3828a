package dev.weir.search.json;

import java.util.Arrays;

/**
 * The names seen in each object that is open, to tell one that comes twice. Looks at the first
 * sixty-four of each object, so that objects with very many names cost no more.
 */
final class SeenNames {
  private static final int MOST_OF_ONE = 64;
  private static final int MOST = 4096;

  private long[] hashes = new long[64];
  private int[] bases = new int[16];
  private int open;
  private int top;

  void clear() {
    open = 0;
    top = 0;
  }

  void startObject() {
    if (open == bases.length) {
      bases = Arrays.copyOf(bases, 2 * open);
    }
    bases[open++] = top;
  }

  void endObject() {
    top = bases[--open];
  }

  /** Whether the innermost object had that name before. */
  boolean isSeen(long hash) {
    int base = bases[open - 1];
    for (int i = base; i < top; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    if (top - base < MOST_OF_ONE && top < MOST) {
      if (top == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * top);
      }
      hashes[top++] = hash;
    }
    return false;
  }
}
