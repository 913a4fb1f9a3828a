package dev.weir.search.profile;

/** How fine a time is. */
public enum Grain {
  /** Not known. */
  NONE,
  DAY_OR_MORE,
  HOUR,
  MINUTE,
  SECOND,
  MILLISECOND;

  /** The grain of an end of a range that is a text. */
  static Grain of(RangeEnd end, byte[] bytes, int from, int to) {
    return switch (end) {
      case NOW -> MILLISECOND;
      case NOW_ROUNDED -> rounded(bytes, from, to);
      case DATE -> dated(bytes, from, to);
      case NUMBER -> ofDigits(to - from);
      case ABSENT, TEXT -> NONE;
    };
  }

  /** The grain that a number has if it is a time, in milliseconds since 1970 or in seconds. */
  static Grain of(long number) {
    return number >= 100_000_000_000L ? MILLISECOND : number >= 1_000_000_000L ? SECOND : NONE;
  }

  private static Grain ofDigits(int digits) {
    return digits >= 12 ? MILLISECOND : digits >= 10 ? SECOND : NONE;
  }

  /** By the unit behind the last slash: what is added after rounding does not change it. */
  private static Grain rounded(byte[] bytes, int from, int to) {
    for (int i = to - 2; i >= from; i--) {
      if (bytes[i] == '/') {
        return switch (bytes[i + 1]) {
          case 'h', 'H' -> HOUR;
          case 'm' -> MINUTE;
          case 's' -> SECOND;
          default -> DAY_OR_MORE;
        };
      }
    }
    return NONE;
  }

  private static Grain dated(byte[] bytes, int from, int to) {
    int colons = 0;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '|' -> {
          // Date math on a fixed date: rounded by a slash behind, as fine as the date without.
          Grain rounded = rounded(bytes, i, to);
          return rounded == NONE ? byColons(colons) : rounded;
        }
        case ':' -> colons++;
        case '.' -> {
          if (colons >= 2 && !isZero(bytes, i + 1, to)) {
            return MILLISECOND;
          }
        }
        case 'Z', '+' -> {
          return byColons(colons);
        }
        default -> {}
      }
    }
    return byColons(colons);
  }

  /** Whether a fraction is one of zeros, as in {@code 12:00:00.000Z}. */
  private static boolean isZero(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == '0') {
      at++;
    }
    return at > from && (at == to || bytes[at] < '0' || bytes[at] > '9');
  }

  private static Grain byColons(int colons) {
    return switch (colons) {
      case 0 -> DAY_OR_MORE;
      case 1 -> MINUTE;
      default -> SECOND;
    };
  }
}
