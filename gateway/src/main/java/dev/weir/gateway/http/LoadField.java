package dev.weir.gateway.http;

/**
 * A load that a node reports in a field of its answer: a decimal number, or the text form of ORCA
 * ({@code TEXT cpu_utilization=0.3, application_utilization=0.7}), of which the application's
 * figure is taken before the processor's. Read where it stands, without making objects.
 */
public final class LoadField {
  /** There is no such field, or it does not hold a load. */
  public static final double NONE = -1;

  private static final int MAX_DIGITS = 15;

  private LoadField() {}

  /** The load in the first field of a name, at least 0; {@link #NONE} if there is none. */
  public static double read(Head head, String name) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.isNamed(i, name)) {
        return read(head.bytes, head.valueStart(i), head.valueEnd(i));
      }
    }
    return NONE;
  }

  static double read(byte[] bytes, int from, int to) {
    double plain = number(bytes, from, to);
    if (plain != NONE) {
      return plain;
    }
    double application = named(bytes, from, to, "application_utilization=");
    return application != NONE ? application : named(bytes, from, to, "cpu_utilization=");
  }

  private static double named(byte[] bytes, int from, int to, String name) {
    for (int at = from; at + name.length() < to; at++) {
      if ((at == from || isBetween(bytes[at - 1])) && isAt(bytes, at, name)) {
        int start = at + name.length();
        int end = start;
        while (end < to && !isBetween(bytes[end])) {
          end++;
        }
        return number(bytes, start, end);
      }
    }
    return NONE;
  }

  private static boolean isBetween(byte b) {
    return b == ' ' || b == ',' || b == '\t';
  }

  private static boolean isAt(byte[] bytes, int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (bytes[at + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static double number(byte[] bytes, int from, int to) {
    if (from >= to || to - from > MAX_DIGITS) {
      return NONE;
    }
    long digits = 0;
    long scale = 1;
    int seen = 0;
    boolean fraction = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '.' && !fraction) {
        fraction = true;
      } else if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        scale *= fraction ? 10 : 1;
        seen++;
      } else {
        return NONE;
      }
    }
    return seen == 0 ? NONE : (double) digits / scale;
  }
}
