package dev.weir.search.trim;

import java.util.Arrays;

/**
 * The objects and arrays of an answer that are open and kept in part, and the names in front of
 * them: written only once something within is.
 */
final class TrimFrames {
  private static final int MOST_DEPTH = 1_024;
  private static final int MOST_NAMES = 1 << 20;

  private byte[] names = new byte[256];
  private int namesEnd;
  private int depth;
  private boolean[] objects = new boolean[16];
  private boolean[] begun = new boolean[16];
  private boolean[] filled = new boolean[16];
  private int[] nameStarts = new int[16];
  private long[] wanted = new long[16];
  private long[] unwanted = new long[16];
  private int nameStart;

  boolean isFull() {
    return depth == MOST_DEPTH;
  }

  int depth() {
    return depth;
  }

  boolean inObject() {
    return objects[depth - 1];
  }

  long wanted() {
    return wanted[depth - 1];
  }

  long unwanted() {
    return unwanted[depth - 1];
  }

  /** Opens one, whose name, if it has one, is the last that was gathered. */
  void open(boolean object, long wantedIn, long unwantedIn) {
    if (depth == objects.length) {
      int larger = 2 * depth;
      objects = Arrays.copyOf(objects, larger);
      begun = Arrays.copyOf(begun, larger);
      filled = Arrays.copyOf(filled, larger);
      nameStarts = Arrays.copyOf(nameStarts, larger);
      wanted = Arrays.copyOf(wanted, larger);
      unwanted = Arrays.copyOf(unwanted, larger);
    }
    objects[depth] = object;
    begun[depth] = false;
    filled[depth] = false;
    nameStarts[depth] = nameStart;
    wanted[depth] = wantedIn;
    unwanted[depth] = unwantedIn;
    depth++;
    nameStart = namesEnd;
  }

  /** Closes the innermost; writes its end if its start was written. */
  void close(TrimOutput out) {
    depth--;
    if (begun[depth]) {
      out.write(objects[depth] ? '}' : ']');
    }
    namesEnd = nameStarts[depth];
    nameStart = namesEnd;
  }

  /** Begins with a name. */
  void beginName() {
    namesEnd = nameStart;
  }

  /** Takes more of a name; false if there is no room. */
  boolean addName(byte[] bytes, int from, int to) {
    int length = to - from;
    if (namesEnd + length > names.length) {
      if (namesEnd + length > MOST_NAMES) {
        return false;
      }
      names = Arrays.copyOf(names, Math.max(2 * names.length, namesEnd + length));
    }
    System.arraycopy(bytes, from, names, namesEnd, length);
    namesEnd += length;
    return true;
  }

  byte[] names() {
    return names;
  }

  /** Where the last name begins and ends, quotes not included. */
  int nameStart() {
    return nameStart;
  }

  int nameEnd() {
    return namesEnd;
  }

  /** Begins the answer itself, which is written whatever is in it. */
  void beginOutermost(TrimOutput out) {
    begun[0] = true;
    out.write('{');
  }

  /** Writes all that stands in front of a value that is kept: starts, names, commas. */
  void beginValue(TrimOutput out) {
    int first = depth;
    while (first > 0 && !begun[first - 1]) {
      first--;
    }
    for (int i = first; i < depth; i++) {
      // The name in front of it lies between its own start and the start of the next.
      separate(i - 1, nameStarts[i], i + 1 < depth ? nameStarts[i + 1] : nameStart, out);
      out.write(objects[i] ? '{' : '[');
      begun[i] = true;
    }
    separate(depth - 1, nameStart, namesEnd, out);
  }

  private void separate(int frame, int from, int to, TrimOutput out) {
    if (frame < 0) {
      return;
    }
    if (filled[frame]) {
      out.write(',');
    }
    filled[frame] = true;
    if (objects[frame]) {
      out.write('"');
      out.write(names, from, to);
      out.write('"');
      out.write(':');
    }
  }
}
