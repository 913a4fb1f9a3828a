package dev.weir.search.json;

/** A number under way, by JSON's grammar. */
final class NumberReading {
  /** The largest long without its last digit, which is a seven. */
  private static final long MOST_TENTH = Long.MAX_VALUE / 10;

  private static final int SIGN = 0;
  private static final int ZERO = 1;
  private static final int INTEGER = 2;
  private static final int POINT = 3;
  private static final int FRACTION = 4;
  private static final int EXPONENT_SIGN = 5;
  private static final int EXPONENT_FIRST = 6;
  private static final int EXPONENT = 7;

  private int part;
  private long magnitude;
  private boolean negative;

  /** Begins with a digit or a minus sign. */
  void begin(byte first) {
    negative = first == '-';
    magnitude = negative ? 0 : first - '0';
    part = negative ? SIGN : first == '0' ? ZERO : INTEGER;
  }

  /**
   * Takes what belongs to the number.
   *
   * @return where something else stands; {@code to} if nothing does; the complement of where it
   *     stands, which is less than zero, if this is no number
   */
  int take(byte[] bytes, int from, int to) {
    int i = part == INTEGER ? takeDigits(bytes, from, to) : from;
    while (i < to) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        if (!takeDigit(digit)) {
          return ~i;
        }
      } else if (!takeOther(bytes[i])) {
        return isComplete() ? i : ~i;
      }
      i++;
    }
    return i;
  }

  /** Most numbers are nothing else. */
  private int takeDigits(byte[] bytes, int from, int to) {
    int i = from;
    long sum = magnitude;
    while (i < to) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      sum = append(sum, digit);
      i++;
    }
    magnitude = sum;
    return i;
  }

  private static long append(long sum, int digit) {
    return sum < MOST_TENTH || (sum == MOST_TENTH && digit <= 7)
        ? sum * 10 + digit
        : Long.MAX_VALUE;
  }

  private boolean takeDigit(int digit) {
    switch (part) {
      case INTEGER -> magnitude = append(magnitude, digit);
      case FRACTION, EXPONENT -> {}
      case SIGN -> {
        part = digit == 0 ? ZERO : INTEGER;
        magnitude = digit;
      }
      case POINT -> part = FRACTION;
      case EXPONENT_SIGN, EXPONENT_FIRST -> part = EXPONENT;
      default -> {
        return false; // A zero leads nothing.
      }
    }
    return true;
  }

  private boolean takeOther(byte each) {
    switch (each) {
      case '.' -> {
        if (part != ZERO && part != INTEGER) {
          return false;
        }
        part = POINT;
      }
      case 'e', 'E' -> {
        if (part != ZERO && part != INTEGER && part != FRACTION) {
          return false;
        }
        part = EXPONENT_SIGN;
      }
      case '+', '-' -> {
        if (part != EXPONENT_SIGN) {
          return false;
        }
        part = EXPONENT_FIRST;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isComplete() {
    return part == ZERO || part == INTEGER || part == FRACTION || part == EXPONENT;
  }

  long value() {
    return negative ? -magnitude : magnitude;
  }

  boolean isInteger() {
    return part == ZERO || part == INTEGER;
  }
}
