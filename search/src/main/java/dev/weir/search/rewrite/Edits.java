package dev.weir.search.rewrite;

import java.util.ArrayList;
import java.util.List;

/** Parts of a text to be replaced, none over another; applied in one go. Used by one thread. */
final class Edits {
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Edit(int from, int to, byte[] replacement) {}

  private final List<Edit> edits = new ArrayList<>();

  void clear() {
    edits.clear();
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** Whether nothing of that part is to be replaced yet. */
  boolean isFree(int from, int to) {
    for (Edit each : edits) {
      if (from < each.to && each.from < to) {
        return false;
      }
    }
    return true;
  }

  /** Whether something is to be put in at that place. */
  boolean hasInsertion(int at) {
    for (Edit each : edits) {
      if (each.from == at && each.to == at) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces a part that is free. What is put in at one place comes in front of what was put there.
   */
  void add(int from, int to, byte[] replacement) {
    int i = 0;
    while (i < edits.size() && isBefore(edits.get(i), from, to)) {
      i++;
    }
    edits.add(i, new Edit(from, to, replacement));
  }

  private static boolean isBefore(Edit edit, int from, int to) {
    return edit.from < from || (edit.from == from && edit.to < to);
  }

  /** The text with everything replaced. */
  byte[] apply(byte[] text, int from, int to) {
    int length = to - from;
    for (Edit each : edits) {
      length += each.replacement.length - (each.to - each.from);
    }
    byte[] result = new byte[length];
    int read = from;
    int written = 0;
    for (Edit each : edits) {
      System.arraycopy(text, read, result, written, each.from - read);
      written += each.from - read;
      System.arraycopy(each.replacement, 0, result, written, each.replacement.length);
      written += each.replacement.length;
      read = each.to;
    }
    System.arraycopy(text, read, result, written, to - read);
    return result;
  }
}
