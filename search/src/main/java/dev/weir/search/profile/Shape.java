package dev.weir.search.profile;

import dev.weir.search.json.Hashing;
import java.util.Arrays;

/**
 * Adds up the fingerprint of a body while it is read. The print of an object is that of the set of
 * its names with their values, in whatever order; of an array that of the set of its different
 * elements and of the decade of its length. Of a set with more than thirty-two different elements
 * the thirty-two with the smallest prints stand for all, so that order does not count there either
 * (a bottom-k sketch: Cohen, Kaplan, "Summarizing data using bottom-k sketches", 2007).
 */
final class Shape {
  /** Any value that is not part of the structure. */
  static final long VALUE = 0x5bd1e9955bd1e995L;

  private static final long OBJECT = 1;
  private static final long ARRAY = 2;
  private static final int MOST_KEPT = 32;

  /** The kept prints of the arrays that are open, of each in order, one array behind the other. */
  private long[] prints = new long[64];

  private int top;

  void clear() {
    top = 0;
  }

  /** A name and its value have been read. */
  void addNamed(Frame object, long print) {
    object.sum += Hashing.mix(object.nameHash, print);
  }

  /** An element of the innermost array has been read. */
  void addElement(Frame array, long print, boolean ordered) {
    long element = ordered ? Hashing.mix(print, array.count) : print;
    if (element == array.last && array.count > 1) {
      return; // As in a list of values, of which one is like the other.
    }
    array.last = element;
    if (array.kept == 0) {
      keepFirst(array, element);
    } else {
      keep(array, element);
    }
  }

  private void keepFirst(Frame array, long element) {
    if (top == prints.length) {
      prints = Arrays.copyOf(prints, 2 * top);
    }
    prints[top++] = element;
    array.kept = 1;
  }

  private void keep(Frame array, long element) {
    int base = top - array.kept;
    int found = Arrays.binarySearch(prints, base, top, element);
    if (found >= 0) {
      return;
    }
    int place = -found - 1;
    if (array.kept == MOST_KEPT) {
      if (place == top) {
        return;
      }
      top--;
      array.kept--;
    }
    if (top == prints.length) {
      prints = Arrays.copyOf(prints, 2 * top);
    }
    System.arraycopy(prints, place, prints, place + 1, top - place);
    prints[place] = element;
    top++;
    array.kept++;
  }

  long ofObject(Frame object) {
    return Hashing.mix(object.sum, OBJECT);
  }

  /**
   * The print of an array, which is forgotten.
   *
   * @param loose whether one element in an array is the same as that element alone
   */
  long ofArray(Frame array, boolean loose) {
    int base = top - array.kept;
    long print = ARRAY;
    for (int i = base; i < top; i++) {
      print = Hashing.mix(print, prints[i]);
    }
    if (loose && array.count == 1) {
      print = prints[base];
    } else {
      print = Hashing.mix(print, decade(array.count));
    }
    top = base;
    return print;
  }

  /** 0, 1, then 2 for up to nine, 3 for up to ninety-nine, and so on. */
  static int decade(long length) {
    int decade = length > 1 ? 2 : (int) length;
    for (long left = length / 10; left > 0; left /= 10) {
      decade++;
    }
    return decade;
  }
}
