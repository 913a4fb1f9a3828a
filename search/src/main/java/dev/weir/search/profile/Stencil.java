package dev.weir.search.profile;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.ValueScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The form of searches that are alike but for their values: the bytes that all of them have, with
 * holes where values stand. Of a body that fits, the profile is known without reading it: it is the
 * one that was learned, with what is read of the values put in. That profile is the stencil's own
 * and valid until the next body is laid under it. Used by one thread.
 */
final class Stencil {
  /** No part of a body was unlike. */
  static final int FITS = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** From so many bytes on a call that compares more of them at once is worth it. */
  private static final int MANY = 64;

  private static final int BYTES_OF_HOLE = 64;
  private static final int BYTES_OF_CLAUSE = 136;
  private static final int BYTES_OF_AGGREGATION = 104;
  private static final int BYTES_OF_REST = 5 * 1024;

  private final SearchProfile profile;
  private final byte[] target;
  private final ValueScanner scanner;

  /** What stands between the holes, one behind the other, and where each of it ends. */
  private final byte[] literals;

  private final int[] ends;
  private final Hole[] holes;

  /** Of the values that are in no hole. */
  private final int values;

  private final int mostValues;

  /** Up to eight bytes in front of the first hole, and where they are. */
  private final long head;

  private final long headMask;
  private final int headAt;

  /** Up to eight bytes behind the last hole. */
  private final long tail;

  private final long tailMask;

  /** How many bodies have fitted, of late. */
  int uses;

  /**
   * The form of a body.
   *
   * @param profile of that body, which becomes the stencil's own
   * @param bytes of the body, eight or more
   * @param holes in the order of the body
   * @param mostValues of the clauses whose values are in no hole
   * @param target what of the target's query counts for the profile
   */
  Stencil(
      SearchProfile profile,
      byte[] bytes,
      int to,
      List<Hole> holes,
      int mostValues,
      byte[] target,
      Bounds bounds) {
    this.profile = profile;
    this.target = target;
    this.scanner = new ValueScanner(bounds);
    this.holes = holes.toArray(new Hole[0]);
    this.mostValues = mostValues;
    this.ends = new int[this.holes.length];
    byte[] kept = new byte[to];
    int length = 0;
    int at = 0;
    int elsewhere = profile.values;
    for (int i = 0; i < ends.length; i++) {
      Hole hole = this.holes[i];
      int size = hole.start() - at;
      System.arraycopy(bytes, at, kept, length, size);
      length += size;
      ends[i] = length;
      at = hole.end();
      elsewhere -= hole.clause() == null ? 0 : hole.count();
    }
    System.arraycopy(bytes, at, kept, length, to - at);
    this.literals = Arrays.copyOf(kept, length + to - at);
    this.values = elsewhere;
    int first = ends.length == 0 ? literals.length : ends[0];
    int last = literals.length - (ends.length == 0 ? 0 : ends[ends.length - 1]);
    this.headAt = Math.max(0, first - Long.BYTES);
    this.headMask = -1L >>> (Long.SIZE - Byte.SIZE * Math.min(first, Long.BYTES));
    this.head = (long) LONGS.get(bytes, headAt) & headMask;
    this.tailMask = -1L << (Long.SIZE - Byte.SIZE * Math.min(last, Long.BYTES));
    this.tail = (long) LONGS.get(bytes, to - Long.BYTES) & tailMask;
    profile.known = true;
  }

  SearchProfile profile() {
    return profile;
  }

  /** Bytes of memory that it takes, about. */
  int weight() {
    return literals.length
        + target.length
        + BYTES_OF_HOLE * holes.length
        + BYTES_OF_CLAUSE * profile.clauses().size()
        + BYTES_OF_AGGREGATION * profile.aggregations().size()
        + BYTES_OF_REST;
  }

  /**
   * Whether a body may fit, by a few bytes in front of the first hole and behind the last one.
   *
   * @param last the last eight bytes of the body, the very last of which is the highest
   */
  boolean isLike(byte[] bytes, int to, long last) {
    return (last & tailMask) == tail
        && headAt <= to - Long.BYTES
        && (((long) LONGS.get(bytes, headAt)) & headMask) == head;
  }

  /** Whether that is what of the target's query counts. */
  boolean isFor(byte[] bytes, int length) {
    return length == target.length && Arrays.equals(target, 0, length, bytes, 0, length);
  }

  /**
   * Lays a body under it, of which all is there from the array's beginning on.
   *
   * @return {@link #FITS} if it fits, so that the profile is that of the body; if not, how many
   *     bytes were looked at
   */
  int fit(byte[] bytes, int to) {
    profile.values = values;
    profile.mostValues = mostValues;
    int at = 0;
    int begin = 0;
    for (int i = 0; i < holes.length; i++) {
      int end = ends[i];
      int size = end - begin;
      if (size > to - at || !isSame(literals, begin, bytes, at, size)) {
        return at;
      }
      at += size;
      int behind = behind(holes[i], bytes, at, to);
      if (behind == ValueScanner.NONE) {
        return at;
      }
      at = behind;
      begin = end;
    }
    int size = literals.length - begin;
    if (size != to - at || !isSame(literals, begin, bytes, at, size)) {
      return at;
    }
    profile.bytes = to;
    profile.oddities.clear();
    return FITS;
  }

  /** Reads the value in a hole again; behind it, unless it tells something else. */
  private int behind(Hole hole, byte[] bytes, int at, int to) {
    return switch (hole.kind()) {
      case ANY -> scanner.any(bytes, at, to);
      case NUMBER -> scanner.number(bytes, at, to);
      case NUMBER_OR_BOOLEAN -> scanner.numberOrBoolean(bytes, at, to);
      case ARRAY -> array(hole, bytes, at, to);
      case FROM -> {
        int end = scanner.number(bytes, at, to);
        profile.from = Math.max(-1, scanner.integer());
        yield end;
      }
      case CLAUSE_TEXT, LOWER_TEXT, UPPER_TEXT -> text(hole, bytes, at, to);
      case LOWER_NUMBER, UPPER_NUMBER -> rangeNumber(hole, bytes, at, to);
    };
  }

  private int array(Hole hole, byte[] bytes, int at, int to) {
    int end = scanner.array(bytes, at, to);
    int count = scanner.count();
    Clause clause = hole.clause();
    if (end == ValueScanner.NONE || Shape.decade(count) != hole.tells()) {
      return ValueScanner.NONE;
    }
    if (clause != null) {
      clause.values = count;
      profile.values += count;
      profile.mostValues = Math.max(profile.mostValues, count);
    }
    return end;
  }

  private int text(Hole hole, byte[] bytes, int at, int to) {
    int end = scanner.text(bytes, at, to);
    Clause clause = hole.clause();
    if (end == ValueScanner.NONE || clause == null) {
      return ValueScanner.NONE;
    }
    long tells =
        switch (hole.kind()) {
          case LOWER_TEXT -> ScalarReader.lower(clause, bytes, at, end).print();
          case UPPER_TEXT -> ScalarReader.upper(clause, bytes, at, end).print();
          default -> {
            clause.textLength = 0;
            clause.text.clear();
            ScalarReader.clauseText(clause, clause.kind, bytes, at, end);
            yield SearchReader.ofClauseText(clause);
          }
        };
    return tells == hole.tells() ? end : ValueScanner.NONE;
  }

  private int rangeNumber(Hole hole, byte[] bytes, int at, int to) {
    int end = scanner.number(bytes, at, to);
    Clause clause = hole.clause();
    if (end == ValueScanner.NONE || clause == null) {
      return ValueScanner.NONE;
    }
    if (hole.kind().isLower()) {
      ScalarReader.lower(clause, scanner.integer());
    } else {
      ScalarReader.upper(clause, scanner.integer());
    }
    return end;
  }

  private static boolean isSame(byte[] one, int oneFrom, byte[] other, int otherFrom, int size) {
    if (size >= MANY) {
      return Arrays.equals(one, oneFrom, oneFrom + size, other, otherFrom, otherFrom + size);
    }
    int i = 0;
    while (i <= size - Long.BYTES) {
      if ((long) LONGS.get(one, oneFrom + i) != (long) LONGS.get(other, otherFrom + i)) {
        return false;
      }
      i += Long.BYTES;
    }
    if (i < size && size >= Long.BYTES) {
      int last = size - Long.BYTES;
      return (long) LONGS.get(one, oneFrom + last) == (long) LONGS.get(other, otherFrom + last);
    }
    while (i < size) {
      if (one[oneFrom + i] != other[otherFrom + i]) {
        return false;
      }
      i++;
    }
    return true;
  }
}
