package dev.weir.search.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts the values of an array of which nothing else is asked, such as the ten thousand of a
 * {@code terms} clause: plain texts and plain numbers, each with a comma behind it. Leaves to its
 * caller whatever is anything else, the last value included.
 */
final class PlainValues {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final short QUOTE_AND_COMMA = ',' << 8 | '"';

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long ZEROS = ONES * '0';

  /** What brings every byte behind the nine to 128 or more, and none in front of it. */
  private static final long BEHIND_NINE = ONES * (0x7f - '9');

  private int count;

  /** How many values the last call has passed. */
  int count() {
    return count;
  }

  /**
   * Passes values that are plain.
   *
   * @param from where a value may begin
   * @param longest bytes of a text
   * @return behind the last comma; {@code from} if there was none
   */
  int pass(byte[] bytes, int from, int to, int longest) {
    int passed = 0;
    int length = 0;
    int behind = from;
    int i = from;
    while (i < to) {
      byte first = bytes[i];
      int end;
      if (first == '"') {
        end = text(bytes, i, to, i + length);
        if (end == to || bytes[end] != '"' || end - i > longest) {
          break;
        }
        length = end - i;
        end++;
      } else if (first <= ' ') {
        end = Blanks.end(bytes, i, to);
        if (end == i) {
          break;
        }
        i = end;
        continue;
      } else {
        end = number(bytes, i, to);
      }
      if (end >= to || bytes[end] != ',') {
        break;
      }
      passed++;
      i = end + 1;
      if (first == '"' && length > Long.BYTES) {
        int alike = alike(bytes, i, to, length);
        passed += alike;
        i += alike * (length + 2);
      }
      behind = i;
    }
    count = passed;
    return behind;
  }

  /**
   * How many texts of one length follow each other, with nothing but a comma behind each: most
   * often all of a list.
   *
   * @param length from the first quote to the last one
   */
  private static int alike(byte[] bytes, int from, int to, int length) {
    int found = 0;
    int last = to - length - 1;
    for (int i = from; i < last; i += length + 2) {
      if (bytes[i] != '"'
          || (short) SHORTS.get(bytes, i + length) != QUOTE_AND_COMMA
          || !Plain.isPlain(bytes, i + 1, i + length)) {
        break;
      }
      found++;
    }
    return found;
  }

  /** The end of a text, which most often is as long as the one in front of it was. */
  private static int text(byte[] bytes, int from, int to, int likely) {
    boolean asLong =
        likely > from + Long.BYTES
            && likely < to
            && bytes[likely] == '"'
            && Plain.isPlain(bytes, from + 1, likely);
    return asLong ? likely : Plain.end(bytes, from + 1, to);
  }

  /** Behind a number without exponent; {@code to} if it is none, or may go on in the next piece. */
  private static int number(byte[] bytes, int from, int to) {
    int start = bytes[from] == '-' ? from + 1 : from;
    int end = digits(bytes, start, to);
    if (end == start || end == to || (bytes[start] == '0' && end > start + 1)) {
      return to;
    }
    if (bytes[end] != '.') {
      return end;
    }
    int last = digits(bytes, end + 1, to);
    return last == end + 1 ? to : last;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long found = ((word + BEHIND_NINE) | (word - ZEROS) | word) & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }
}
